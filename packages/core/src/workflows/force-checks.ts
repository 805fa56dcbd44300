import type { Check } from '../domain/check.ts';
import { isoTime } from '../domain/instant.ts';
import type { Operation } from '../domain/operation.ts';
import type { Plan } from '../domain/plan.ts';
import type { Work } from './work.ts';

/** Checks after a person overrode some, and the names of those that would have stopped it. */
export type Forced = { checks: Check[]; forced: string[] };

/**
 * Lets a person override failed checks by name: they warn, with the reason in their words. What does not
 * fail stays as it is. Which names may be given is in domain/forceable.ts; the parser holds it.
 */
export function forceChecks(
  checks: readonly Check[],
  names: readonly string[],
  reason: string | null,
): Forced {
  const isForced = ({ name, verdict }: Check): boolean =>
    verdict === 'fail' && names.includes(name);
  return {
    checks: checks.map((check) =>
      isForced(check)
        ? {
            ...check,
            verdict: 'warn',
            measured: `${check.measured}; overridden${reason === null ? '' : `: ${reason}`}`,
            code: null,
          }
        : check,
    ),
    forced: checks.filter(isForced).map(({ name }) => name),
  };
}

/** Notes in the audit trail which checks were overridden for an operation, and why. */
export async function noteForced(
  work: Work,
  operation: Operation,
  plan: Pick<Plan, 'checks'>,
): Promise<void> {
  const { who, host, door } = operation.requester;
  for (const name of operation.forced ?? []) {
    const check = plan.checks.find((one) => one.name === name);
    await work.ports.audit.append({
      at: isoTime(work.ports.clock.now()),
      event: 'force',
      who,
      host,
      door,
      subject: operation.label,
      operation: operation.id,
      what: `overrides the check ${name} for a ${operation.kind}: ${check?.measured ?? ''}`,
      why: operation.reason,
      record: null,
    });
  }
}
