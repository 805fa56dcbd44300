import { formatDuration, type Operation } from '@lifeboat/core';
import { type FleetRow, isEndGuessed, type OperationKind, rangeWords } from '@lifeboat/core/live';
import { sparkline } from '../../components/sparkline.ts';
import { type Span, span, widthOf } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';

const mostRuns = 20;
const kinds: readonly OperationKind[] = ['backup', 'restore'];

/** How long past runs took, oldest first: only those that went well and whose end was seen. Milliseconds. */
export function pastDurations(operations: readonly Operation[], kind: OperationKind): number[] {
  return operations
    .filter((each) => each.kind === kind && each.status === 'succeeded' && !isEndGuessed(each))
    .toSorted((one, other) => one.plannedAt - other.plannedAt)
    .flatMap(({ startedAt, endedAt }) =>
      startedAt === null || endedAt === null ? [] : [endedAt - startedAt],
    );
}

/** Past runs of each kind as a line of durations with their median; kinds that never ran are left out. */
export function runsRow(
  operations: readonly Operation[],
  typical: FleetRow['typical'],
  { width, theme }: { width: number; theme: Theme },
): Span[] {
  const row: Span[] = [];
  for (const kind of kinds) {
    const usual = typical[kind];
    if (usual === null) continue;
    const next = [
      span(row.length === 0 ? '   ' : '    '),
      span(`${kind} `, 'quiet'),
      span(sparkline(pastDurations(operations, kind), mostRuns, theme), 'filled'),
      span(` usually ${formatDuration(usual.medianMs)}`),
    ];
    const range = rangeWords(usual);
    const whole = range === null ? next : [...next, span(` (${range})`, 'quiet')];
    const room = width - widthOf(row);
    const fits = [whole, next].find((way) => widthOf(way) <= room);
    if (fits !== undefined) row.push(...fits);
  }
  return row.length === 0 ? [span('   no past run to compare with', 'quiet')] : row;
}
