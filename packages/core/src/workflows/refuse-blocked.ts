import { LifeboatError } from '../domain/error.ts';
import type { Operation } from '../domain/operation.ts';
import { blockingCheck, type Plan } from '../domain/plan.ts';
import type { Work } from './work.ts';
import { operationOpen } from './write-intent.ts';

/**
 * Stops where a check of the plan fails, before anything is sent.
 * Errors: the check's own code (`tier-has-no-backup`, `service-busy`, …); `read-only`.
 */
export function refuseBlocked(work: Work, plan: Plan, open: Operation | null): void {
  refuseReadOnly(work, plan.kind);
  const check = blockingCheck(plan);
  if (check === null) return;
  if (check.code === 'operation-open' && open !== null) throw operationOpen(open);
  const others = plan.checks.filter((other) => other.verdict === 'fail' && other !== check);
  throw new LifeboatError(
    check.code ?? 'check-failed',
    `The ${plan.kind} of ${plan.service} was not started: ${[check, ...others].map((one) => one.measured).join('; ')}. Nothing changed in Azure.`,
    {
      ...(check.remedy === null ? {} : { hint: check.remedy }),
      data: { checks: plan.checks },
    },
  );
}

/** Errors: `read-only`. */
export function refuseReadOnly(work: Work, what: string): void {
  if (!work.configuration.readOnly) return;
  throw new LifeboatError(
    'read-only',
    `Lifeboat is read-only here, so it starts no ${what}. Nothing changed in Azure.`,
    {
      hint: 'Run it without --read-only, and without `readOnly: true` in the configuration.',
    },
  );
}
