import { formatDuration, formatElapsed, type Operation } from '@lifeboat/core';
import { type FleetRow, isInAzure } from '@lifeboat/core/live';
import { bar } from '../../components/bar.ts';
import { type Span, span, widthOf } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';

/** Bars of the most and the fewest cells that still say something. */
const barCells = [20, 12, 8] as const;
/** Past so many times what is usual it is said in words. */
const longTimes = 2;

/** What of a service is in Azure's hands now; null when nothing is. */
export function runningOf({ open }: Pick<FleetRow, 'open'>): Operation | null {
  return open.find(({ status }) => isInAzure(status)) ?? null;
}

/**
 * How far an operation is against past runs: bar, time, and what is usual; the bar gives way first,
 * then what is usual. The last is the shortest there is, however narrow.
 */
export function runningSpans(
  running: Operation,
  medianMs: number | null,
  { now, width, theme }: { now: number; width: number; theme: Theme },
): Span[] {
  const elapsedMs = now - (running.startedAt ?? running.plannedAt);
  const kind = span(running.kind, 'busy');
  const elapsed = span(formatElapsed(elapsedMs), 'busy');
  const unseen = running.status === 'unknown';
  const usual = unseen ? span('its end is not known', 'warn') : usualSpan(elapsedMs, medianMs);
  const bars =
    unseen || medianMs === null || medianMs <= 0
      ? []
      : barCells.map((cells) => span(bar(elapsedMs / medianMs, cells, theme), 'filled'));
  const gap = span('  ');
  const ways: Span[][] = [
    ...bars.map((drawn) => [kind, span(' '), drawn, gap, elapsed, gap, usual]),
    [kind, gap, elapsed, gap, usual],
    ...bars.slice(-1).map((drawn) => [kind, span(' '), drawn, gap, elapsed]),
    [kind, span(' '), elapsed],
  ];
  return ways.find((way) => widthOf(way) <= width) ?? [elapsed];
}

function usualSpan(elapsedMs: number, medianMs: number | null): Span {
  if (medianMs === null || medianMs <= 0) return span('no past run to compare with', 'quiet');
  const usual = `usually ${formatDuration(medianMs)}`;
  return elapsedMs > longTimes * medianMs
    ? span(`longer than usual, ${usual}`, 'warn')
    : span(usual, 'quiet');
}
