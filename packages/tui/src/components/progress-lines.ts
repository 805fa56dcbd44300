import type { Progress } from '@lifeboat/core';
import { progressLine } from '../cli/progress-line.ts';
import { lookFor, type Theme } from '../theme/theme.ts';

/** Running operations, one a line, as the command line draws them. */
export function progressLines(
  all: readonly Progress[],
  { now, columns, theme }: { now: number; columns: number; theme: Theme },
): string[] {
  return all.map((progress) => progressLine(progress, now, lookFor(theme, columns)));
}
