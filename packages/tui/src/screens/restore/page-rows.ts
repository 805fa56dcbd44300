import type { Block, Operation, Plan } from '@lifeboat/core';
import type { Job } from '../../app/jobs/job.ts';
import { restoreOfJob, restoreTarget } from '../../app/jobs/restore-of-job.ts';
import type { Model } from '../../app/live/model.ts';
import { blockLines } from '../../components/blocks.ts';
import { type Spans, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { endedRows } from './ended-rows.ts';
import { planningRows } from './planning-rows.ts';
import { requestOf } from './second-person-rows.ts';
import type { Stage } from './stage.ts';
import { type Step, stepRows, stepsOf } from './step-rows.ts';

type At = { now: number; columns: number; theme: Theme };

/** The steps of a job's restore, as far as they are known; `operations` are those of this process. */
export function stepsOfJob(
  job: Job,
  operations: readonly Operation[],
  model: Model | null,
): Step[] {
  const restore = restoreOfJob(job, operations);
  const known = new Map<string, Operation>();
  for (const { operation } of job.progress) known.set(operation.id, operation);
  for (const operation of operations) {
    if (operation.parent !== null && operation.parent === restore?.id)
      known.set(operation.id, operation);
  }
  const children = [...known.values()]
    .filter(({ kind }) => kind === 'backup')
    .toSorted((one, other) => one.plannedAt - other.plannedAt);
  return stepsOf(
    job.confirmed,
    { restore, children },
    ({ service, kind }) => model?.byId.get(service)?.typical[kind] ?? null,
  );
}

/** The part of the page that scrolls, by where the restore stands. */
export function pageRows(
  {
    job,
    stage,
    steps,
    model,
  }: {
    job: Job | null;
    stage: Stage;
    steps: readonly Step[];
    model: Model | null;
  },
  at: At,
): (Spans | string)[] {
  if (job === null || stage.kind === 'gone') {
    return [
      [span('This run is not kept any more.', 'strong')],
      'a shows what was done, o on a service what runs on it.',
    ];
  }
  switch (stage.kind) {
    case 'planning':
    case 'ask': {
      const target = restoreTarget(job)?.toLowerCase() ?? '';
      const row = model?.rows.find(
        ({ service }) =>
          service.label.toLowerCase() === target || service.resourceId.toLowerCase() === target,
      );
      return planningRows(job, row ?? null, at);
    }
    case 'confirm':
      return blockLines(
        [
          ...job.said,
          ...notPassed(job, stage.question.plan),
          { kind: 'plan', plan: stage.question.plan },
        ],
        at,
      );
    case 'under-way': {
      const plan = job.confirmed;
      const below = blockLines(
        [...job.said, ...(plan === null ? [] : [{ kind: 'plan' as const, plan }])],
        at,
      );
      const drawn = stepRows(steps, at);
      const begun = drawn.length > 0 ? drawn : [[span('Confirmed; it begins.', 'busy')]];
      return below.length === 0 ? begun : [...begun, '', ...below];
    }
    case 'ended': {
      const { report } = stage;
      const request = requestOf(report.error, model?.snapshot ?? null);
      const shown = report.blocks.find((block) => block.kind === 'plan');
      const by = shown?.kind === 'plan' ? (shown.plan.approval?.by ?? []) : [];
      return endedRows({ report, line: job.line, request, by }, at);
    }
    default:
      return stage satisfies never;
  }
}

/** What did not pass comes first: the page is longer than most screens. Where it is asked again, that was said. */
function notPassed(job: Job, { checks, fresh }: Plan): Block[] {
  if (job.said.length > 0) return [];
  const open = [...(fresh?.checks ?? []), ...checks].filter(
    ({ verdict }) => verdict !== 'pass' && verdict !== 'skip',
  );
  return open.length === 0 ? [] : [{ kind: 'checks', checks: open }];
}
