import { formatDuration, formatElapsed, isEnded, type Operation, type Plan } from '@lifeboat/core';
import { operationTone, type Typical } from '@lifeboat/core/live';
import { elapsedMs, operationHead } from '../../components/operation/operation-head.ts';
import { type Spans, span } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';

type What = Plan['steps'][number]['what'];

/** One thing that is done for a restore; null while it is not begun. */
export type Step = {
  what: What;
  service: string;
  usual: Typical | null;
  operation: Operation | null;
};

/**
 * What a restore does one after the other, with the operations that do it. `plan` is null where the
 * name was passed and not typed: then only what was begun is known.
 */
export function stepsOf(
  plan: Pick<Plan, 'steps'> | null,
  { restore, children }: { restore: Operation | null; children: readonly Operation[] },
  usualOf: (operation: Operation) => Typical | null,
): Step[] {
  const operationOf = (what: What): Operation | null =>
    what === 'restore' ? restore : (children.find((child) => whatOf(child) === what) ?? null);
  if (plan !== null) {
    return plan.steps.map(({ what, service, expected }) => ({
      what,
      service,
      usual: expected,
      operation: operationOf(what),
    }));
  }
  const begun = [...children, ...(restore === null ? [] : [restore])];
  return begun.map((operation) => ({
    what: whatOf(operation),
    service: operation.label,
    usual: usualOf(operation),
    operation,
  }));
}

function whatOf({ kind, purpose }: Operation): What {
  if (kind === 'restore') return 'restore';
  if (purpose === 'safety') return 'safety-backup';
  return purpose === 'fresh' ? 'fresh-backup' : 'backup';
}

/** The step that runs, or the last that was begun; null before the first. */
export function currentStep(steps: readonly Step[]): Step | null {
  const begun = steps.filter(
    ({ operation }) => operation !== null && operation.status !== 'planned',
  );
  return (
    begun.find(({ operation }) => operation !== null && !isEnded(operation.status)) ??
    begun.at(-1) ??
    null
  );
}

/** The steps in rows: a line for what is done or waits, more for what runs. */
export function stepRows(
  steps: readonly Step[],
  at: { now: number; columns: number; theme: Theme },
): Spans[] {
  const current = currentStep(steps);
  return steps.flatMap((step, index): Spans[] => {
    const { operation } = step;
    const isCurrent = step === current && operation !== null && !isEnded(operation.status);
    if (isCurrent) return [...operationHead(operation, step.usual, at), []];
    return [stepRow(step, index, at)];
  });
}

function stepRow(
  { what, service, usual, operation }: Step,
  index: number,
  at: { now: number; theme: Theme },
): Spans {
  const { now, theme } = at;
  const name = `${what.replace('-', ' ')} of ${service}`;
  if (operation === null || operation.status === 'planned') {
    const takes = usual === null ? '' : `, usually ${formatDuration(usual.medianMs)}`;
    const words = index === 0 ? 'begins' : `waits${takes}`;
    return [span(`${theme.glyphs.none} `, 'quiet'), span(name), span(`  ${words}`, 'quiet')];
  }
  const tone = operationTone(operation);
  const took = formatElapsed(elapsedMs(operation, now));
  return [
    span(`${glyphOf(tone, theme) ?? ' '} `, tone),
    span(name),
    span(`  ${operation.status} after ${took}`, tone),
  ];
}
