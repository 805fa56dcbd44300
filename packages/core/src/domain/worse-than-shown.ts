import type { Check, CheckVerdict } from './check.ts';

/** What is compared of a check. */
type Judged = Omit<Check, 'code'>;

/**
 * Checks whose warning changes what a person agreed to: another blob than shown, or users and keys
 * that travel into another environment. Other warnings say how things are, and stop nothing.
 */
export const warningsThatMatter: readonly string[] = ['backup-present', 'environment'];

/**
 * The checks that are worse now than they were shown, so that a person has to be asked again: one
 * that fails and did not, or one of {@link warningsThatMatter} that warns and did not. What cannot be
 * seen any more is not worse: a region outage must never stop the restore it exists for.
 */
export function worseThanShown<Now extends Judged>(
  shown: readonly Judged[],
  now: readonly Now[],
): Now[] {
  const before = new Map<string, CheckVerdict>();
  for (const { name, verdict } of shown) before.set(name, worst(before.get(name), verdict));
  return now.filter(({ name, verdict }) => {
    const was = before.get(name);
    if (verdict === 'fail') return was !== 'fail';
    if (verdict !== 'warn' || !warningsThatMatter.includes(name)) return false;
    return was !== 'warn' && was !== 'fail';
  });
}

/** A check that stands there twice was shown as bad as its worse one. */
function worst(one: CheckVerdict | undefined, other: CheckVerdict): CheckVerdict {
  if (one === 'fail' || other === 'fail') return 'fail';
  return one === 'warn' ? one : other;
}
