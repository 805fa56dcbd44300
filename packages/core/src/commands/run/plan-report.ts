import type { LifeboatError } from '../../domain/error.ts';
import { LifeboatError as AnError } from '../../domain/error.ts';
import { blockingCheck, type Plan } from '../../domain/plan.ts';
import { checkDocument } from '../json.ts';
import { planDocument } from '../plan-document.ts';
import type { Block, Report } from '../report.ts';

/** A plan that was made, or why it could not be. */
export type PlanOutcome = { service: { label: string } } & (
  | { ok: true; planned: { plan: Plan } }
  | { ok: false; error: LifeboatError }
);

/** The report of `--plan`: every plan whole, and an error where one of them would be refused. */
export function plansReport(outcomes: readonly PlanOutcome[]): Report {
  const plans = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.planned.plan] : []));
  const blocks = outcomes.map(
    (outcome): Block =>
      outcome.ok
        ? { kind: 'plan', plan: outcome.planned.plan }
        : {
            kind: 'sentence',
            tone: 'bad',
            text: `${outcome.service.label}: ${outcome.error.message}`,
          },
  );
  return {
    data: {
      plans: plans.map(planDocument),
      checks: plans.flatMap(({ fresh, checks }) =>
        [...(fresh?.checks ?? []), ...checks].map(checkDocument),
      ),
    },
    blocks,
    error: errorOf(outcomes),
  };
}

function errorOf(outcomes: readonly PlanOutcome[]): LifeboatError | null {
  const errors = outcomes.flatMap((outcome) => {
    if (!outcome.ok) return [outcome.error];
    const refused = refusalOf(outcome.planned.plan);
    return refused === null ? [] : [refused];
  });
  const [first] = errors;
  if (first === undefined) return null;
  if (outcomes.length === 1 || errors.every((error) => error.code === first.code)) return first;
  return new AnError('partial', `${errors.length} of ${outcomes.length} would be refused.`);
}

function refusalOf(plan: Plan): LifeboatError | null {
  const check = blockingCheck(plan);
  if (check === null) return null;
  return new AnError(
    check.code ?? 'check-failed',
    `The ${plan.kind} of ${plan.service} would be refused: ${check.measured}.`,
    {
      ...(check.remedy === null ? {} : { hint: check.remedy }),
    },
  );
}
