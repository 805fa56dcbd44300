import { formatDuration, formatElapsed, relativeTime } from '@lifeboat/core';
import { type FleetRow, isInAzure, isRestorable, utcDate, verdictTone } from '@lifeboat/core/live';
import { bar } from '../../components/bar.ts';
import { strip, stripWidth } from '../../components/strip.ts';
import type { Column } from '../../format/columns.ts';
import { type Span, safe, span, widthOf } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';

const mostName = 40;

/** The columns of the fleet; the widths come from the whole fleet, so that nothing jumps while one scrolls. */
export function fleetColumns(
  rows: readonly FleetRow[],
  now: number,
  theme: Theme,
): Column<FleetRow>[] {
  const widest = (text: (row: FleetRow) => string): number =>
    rows.reduce((most, row) => Math.max(most, widthOf([span(text(row))])), 0);
  return [
    {
      title: '  SERVICE',
      width: Math.min(mostName, 2 + widest(({ service }) => service.label)),
      least: 14,
      leaves: 0,
      cell: (row) => nameCell(row, theme),
    },
    {
      title: 'ENV',
      width: Math.min(
        8,
        widest(({ service }) => environmentText(service.environment)),
      ),
      leaves: 4,
      cell: ({ service }) => environmentCell(service.environment, theme),
    },
    {
      title: 'TIER',
      width: widest(({ seen }) => seen?.tier ?? ''),
      leaves: 5,
      cell: ({ seen }) => [span(safe(seen?.tier ?? theme.glyphs.none, theme))],
    },
    {
      title: 'REGION',
      width: widest(regionOf),
      leaves: 6,
      cell: (row) => [span(safe(regionOf(row), theme))],
    },
    {
      title: 'BACKUPS',
      width: 7,
      leaves: 0,
      cell: ({ judgement }) => [span(judgement.verdict, verdictTone(judgement.verdict))],
    },
    { title: 'NEWEST', width: 13, leaves: 0, cell: (row) => newestCell(row, now, theme) },
    {
      title: 'RESTORABLE UNTIL',
      width: 17,
      leaves: 2,
      cell: (row) => untilCell(row, now, theme),
    },
    { title: '30 DAYS', width: stripWidth, leaves: 7, cell: (row) => stripCell(row, now, theme) },
  ];
}

function nameCell({ service, judgement }: FleetRow, theme: Theme): Span[] {
  const tone = verdictTone(judgement.verdict);
  return [
    span(`${glyphOf(tone, theme) ?? ' '} `, tone),
    span(safe(service.label, theme), 'strong'),
  ];
}

/** Production stands out, and not by colour alone. */
function environmentCell(environment: string | null, theme: Theme): Span[] {
  const text = environmentText(environment);
  if (text === '') return [span(theme.glyphs.none, 'quiet')];
  return [span(safe(text, theme), text === 'PROD' ? 'production' : 'plain')];
}

function environmentText(environment: string | null): string {
  return environment?.toLowerCase() === 'production' ? 'PROD' : (environment ?? '');
}

function regionOf({ seen }: FleetRow): string {
  if (seen?.region == null) return '';
  return seen.regions.length === 0 ? seen.region : `${seen.region} +${seen.regions.length}`;
}

function newestCell(row: FleetRow, now: number, theme: Theme): Span[] {
  const { newest, verdict } = row.judgement;
  const running = row.open.find(({ status }) => isInAzure(status));
  if (running !== undefined) {
    return [
      span(
        `${running.kind} ${formatElapsed(now - (running.startedAt ?? running.plannedAt))}`,
        'busy',
      ),
    ];
  }
  if (verdict === 'cannot') return [span('not possible', 'quiet')];
  return [span(newest === null ? theme.glyphs.none : relativeTime(newest.createdAt, now))];
}

function untilCell(row: FleetRow, now: number, theme: Theme): Span[] {
  const running = row.open.find(({ status }) => isInAzure(status));
  const usual = running === undefined ? null : row.typical[running.kind];
  if (running !== undefined && usual !== null) {
    const share = (now - (running.startedAt ?? running.plannedAt)) / usual.medianMs;
    return [
      span(bar(share, 8, theme), 'filled'),
      span(` ${formatDuration(usual.medianMs)}`, 'quiet'),
    ];
  }
  const { restorableUntil, newest } = row.judgement;
  if (restorableUntil === null) return [span(theme.glyphs.none, 'quiet')];
  const about = newest?.estimated === true ? ' ~' : '';
  return [span(`${utcDate(restorableUntil, now)}  ${relativeTime(restorableUntil, now)}${about}`)];
}

function stripCell({ backups, seen }: FleetRow, now: number, theme: Theme): Span[] {
  const restorable = backups.filter(
    (backup) => isRestorable(backup, seen?.tier ?? null, now) === true,
  );
  return [span(strip(restorable, now, theme), 'filled')];
}
