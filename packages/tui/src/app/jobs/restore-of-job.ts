import {
  commandName,
  commands,
  type Input,
  type Operation,
  parseCommand,
  splitLine,
} from '@lifeboat/core';
import type { Job } from './job.ts';

/** The target as a restore's line names it; null for every other line. */
export function restoreTarget(job: Pick<Job, 'line' | 'definition'>): string | null {
  return inputOf(job)?.one('target') ?? null;
}

/** Whether a restore's line only shows its plan. */
export function isPlanOnly(job: Pick<Job, 'line' | 'definition'>): boolean {
  return inputOf(job)?.has('plan') ?? false;
}

function inputOf({ line, definition }: Pick<Job, 'line' | 'definition'>): Input | null {
  if (commandName(definition) !== 'restore') return null;
  const parsed = parseCommand(commands, splitLine(line.replace(/^apim /, '')), 'tui');
  return parsed.kind === 'run' ? parsed.input : null;
}

/**
 * The restore that a job is about, among those that this process planned: while its safety backup runs,
 * the job shows that one, and the restore is planned. Null before its intent was written down.
 */
export function restoreOfJob(job: Job, operations: readonly Operation[]): Operation | null {
  const target = restoreTarget(job)?.toLowerCase() ?? null;
  if (target === null) return null;
  const shown = job.progress.map(({ operation }) => operation);
  const own = shown.find(({ kind }) => kind === 'restore');
  const id = own?.id ?? shown.find(({ parent }) => parent !== null)?.parent ?? null;
  const named = operations.find((operation) => operation.id === id) ?? own ?? null;
  if (named !== null) return named;
  return (
    operations.findLast(
      ({ kind, label, resourceId, plannedAt }) =>
        kind === 'restore' &&
        (label.toLowerCase() === target || resourceId.toLowerCase() === target) &&
        plannedAt >= job.startedAt &&
        plannedAt <= (job.endedAt ?? Number.POSITIVE_INFINITY),
    ) ?? null
  );
}
