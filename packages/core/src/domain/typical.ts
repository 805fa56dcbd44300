import type { ServiceId } from './configuration.ts';
import type { Operation, OperationKind } from './operation.ts';

/** How long past runs took. Units: milliseconds. */
export type Typical = {
  medianMs: number;
  shortestMs: number;
  longestMs: number;
  runs: number;
};

/** How many of the newest runs count; older ones tell of another configuration. */
export const runsThatCount = 20;

/** Median, shortest and longest of past durations; null when there are none. Units: milliseconds. */
export function typical(durationsMs: readonly number[]): Typical | null {
  const sorted = [...durationsMs].sort((one, other) => one - other);
  const shortestMs = sorted[0];
  const longestMs = sorted.at(-1);
  if (shortestMs === undefined || longestMs === undefined) return null;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? longestMs;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? shortestMs;
  return { medianMs: (lower + upper) / 2, shortestMs, longestMs, runs: sorted.length };
}

/**
 * How long the newest {@link runsThatCount} successful runs of one kind took for a service; null
 * when there are none. Failed runs end early, so they say nothing of how long to wait.
 */
export function typicalRun(
  operations: readonly Operation[],
  service: ServiceId,
  kind: OperationKind,
): Typical | null {
  const runs = operations
    .filter((operation) => operation.service === service && operation.kind === kind)
    .filter((operation) => operation.status === 'succeeded' && !isEndGuessed(operation))
    .flatMap(({ startedAt, endedAt }) =>
      startedAt !== null && endedAt !== null && endedAt >= startedAt
        ? [{ startedAt, endedAt }]
        : [],
    )
    .sort((one, other) => other.endedAt - one.endedAt)
    .slice(0, runsThatCount);
  return typical(runs.map((run) => run.endedAt - run.startedAt));
}

/**
 * How long runs take one after the other, as far as each was timed; null when nobody timed the last,
 * which is the work itself. Units: milliseconds.
 */
export function inTurn(runs: readonly (Typical | null)[]): Typical | null {
  const last = runs.at(-1) ?? null;
  return last === null ? null : runs.slice(0, -1).reduce<Typical>(plus, last);
}

function plus(sum: Typical, run: Typical | null): Typical {
  if (run === null) return sum;
  return {
    medianMs: sum.medianMs + run.medianMs,
    shortestMs: sum.shortestMs + run.shortestMs,
    longestMs: sum.longestMs + run.longestMs,
    runs: Math.min(sum.runs, run.runs),
  };
}

/** How far the seen end may lie behind the last look for its time to count. Milliseconds. */
const longestGapMs = 5 * 60 * 1000;

/**
 * Whether nobody looked for long before the end was seen, so that its time says little: it ended
 * somewhere between the last look and then.
 */
export function isEndGuessed(
  operation: Pick<Operation, 'startedAt' | 'endedAt' | 'seenRunningAt'>,
): boolean {
  const { endedAt, seenRunningAt } = operation;
  if (endedAt === null || seenRunningAt === null) return false;
  return endedAt - seenRunningAt > longestGapMs;
}
