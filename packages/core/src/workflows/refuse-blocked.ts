import { LifeboatError } from '../domain/error.ts';
import { isoTime } from '../domain/instant.ts';
import type { Operation } from '../domain/operation.ts';
import { blockingCheck, type Plan } from '../domain/plan.ts';
import type { Work } from './work.ts';
import { operationOpen } from './write-intent.ts';

/** What may be refused: the plan, and our own operation that is in its way. */
export type Planned = { plan: Plan; open: Operation | null };

/**
 * Stops where a check of the plan fails, before anything is sent, and notes the refusal in the
 * audit trail.
 * Errors: the check's own code (`tier-has-no-backup`, `service-busy`, …); `read-only`.
 */
export async function refuseBlocked(work: Work, planned: Planned): Promise<void> {
  const refused = refusalOf(work, planned);
  if (refused === null) return;
  await noteRefusal(work, planned.plan, refused);
  throw refused;
}

/** Notes in the audit trail that something was asked for and refused. */
export async function noteRefusal(work: Work, plan: Plan, refused: LifeboatError): Promise<void> {
  const { requester } = work.ports.thisProcess;
  await work.ports.audit.append({
    at: isoTime(work.ports.clock.now()),
    event: 'refusal',
    who: requester.who,
    host: requester.host,
    door: requester.door,
    subject: plan.service,
    operation: null,
    what: refused.message,
    why: refused.code,
    record: null,
  });
}

function refusalOf(work: Work, { plan, open }: Planned): LifeboatError | null {
  if (work.configuration.readOnly) return readOnly(plan.kind);
  const check = blockingCheck(plan);
  if (check === null) return null;
  if (check.code === 'operation-open' && open !== null) return operationOpen(open);
  const others = plan.checks.filter((other) => other.verdict === 'fail' && other !== check);
  const why = [check, ...others].map((one) => one.measured).join('; ');
  return new LifeboatError(
    check.code ?? 'check-failed',
    `The ${plan.kind} of ${plan.service} was not started: ${why}. Nothing changed in Azure.`,
    {
      ...(check.remedy === null ? {} : { hint: check.remedy }),
      data: { checks: plan.checks },
    },
  );
}

function readOnly(what: string): LifeboatError {
  return new LifeboatError(
    'read-only',
    `Lifeboat is read-only here, so it starts no ${what}. Nothing changed in Azure.`,
    { hint: 'Run it without --read-only, and without `readOnly: true` in the configuration.' },
  );
}
