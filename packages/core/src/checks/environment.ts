import { type Check, verdictsOf } from '../domain/check.ts';

/** Where a backup comes from and where it goes to; environments as the configuration has them. */
export type Crossing = {
  /** Null when the source is not in the configuration. */
  from: { label: string; environment: string | null } | null;
  to: { label: string; environment: string | null };
  /** The target stands by for the source: it is there to take its place. */
  isStandby: boolean;
  /** `--cross-environment` was said. */
  wanted: boolean;
};

/**
 * Whether a restore stays in its environment. Users, subscriptions and their keys travel with it
 * (facts/azure.md 0.6 and 3.4): a copy of production in a test service opens production. A rule of
 * ours, not of Azure's.
 */
export function checkEnvironment({ from, to, isStandby, wanted }: Crossing): Check {
  const is = verdictsOf({ name: 'environment', threshold: 'the same, or --cross-environment' });
  if (from === null || from.environment === null || to.environment === null) {
    const who = from?.environment == null ? 'the source' : to.label;
    const words = `the configuration names no environment of ${who}`;
    return from !== null && from.label === to.label
      ? is.pass('the same service')
      : is.unknown({ words, remedy: null });
  }
  const [one, other] = [from.environment, to.environment];
  if (one.toLowerCase() === other.toLowerCase()) return is.pass(other);
  const measured = `from ${one} into ${other}: users and keys of ${from.label} will open ${to.label} too`;
  if (isStandby) return is.pass(`from ${one} into its standby`);
  if (wanted) {
    return is.warn(measured, `Renew the keys of ${to.label} afterwards.`);
  }
  return is.fail(measured, 'If that is meant: --cross-environment.', 'check-failed');
}
