import { relativeTime } from '@lifeboat/core';
import { type FleetRow, isRestorable, utcDate, verdictTone } from '@lifeboat/core/live';
import { leastStripWidth, strip, stripWidth } from '../../components/strip.ts';
import type { Column } from '../../format/columns.ts';
import { fitting, type Span, safe, span } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';
import type { FleetWidths } from './fleet-widths.ts';
import { environmentText, isProduction, regionText } from './fleet-words.ts';
import { markWords } from './marks.ts';
import { runningOf, runningSpans } from './running-spans.ts';

/** What the cells are drawn with. */
export type FleetDrawing = { now: number; theme: Theme; snoozed: ReadonlySet<string> };

/** The title of the first column that a row's own words may take the place of, with those after it. */
export const spannedFrom = 'NEWEST';

/** The columns of the fleet. Without room the region goes first, then tier, strip, environment, end. */
export function fleetColumns(
  widths: FleetWidths,
  { now, theme, snoozed }: FleetDrawing,
): Column<FleetRow>[] {
  const { dash } = theme.glyphs;
  return [
    {
      title: '  SERVICE',
      width: widths.service,
      least: 14,
      leaves: 0,
      cell: (row) => nameCell(row, theme),
    },
    {
      title: 'ENV',
      width: widths.environment,
      least: 5,
      leaves: 4,
      cell: ({ service }) => environmentCell(service.environment, theme),
    },
    {
      title: 'TIER',
      width: widths.tier,
      leaves: 6,
      cell: ({ seen }) => [span(safe(seen?.tier ?? dash, theme))],
    },
    {
      title: 'REGION',
      width: widths.region,
      leaves: 7,
      cell: (row) => [span(safe(regionText(row), theme))],
    },
    {
      title: 'BACKUPS',
      width: widths.backups,
      least: widths.backups > 7 ? 11 : 7,
      leaves: 0,
      cell: (row, width) => verdictCell(row, snoozed, width),
    },
    {
      title: spannedFrom,
      width: 11,
      least: 8,
      leaves: 0,
      cell: (row, width) => newestCell(row, { now, width, theme }),
    },
    {
      title: 'RESTORABLE UNTIL',
      shortTitle: 'RESTORABLE TO',
      width: 18,
      least: 14,
      leaves: 2,
      cell: (row, width) => untilCell(row, { now, width, theme }),
    },
    {
      title: '30 DAYS',
      width: stripWidth,
      least: leastStripWidth,
      leaves: 5,
      cell: ({ backups, seen }, width) => {
        const tier = seen?.tier ?? null;
        const restorable = backups.filter((backup) => isRestorable(backup, tier, now) === true);
        return [span(strip(restorable, now, { width, theme }), 'filled')];
      },
    },
  ];
}

/**
 * What a row says in place of its newest backup and all that stands right of it: how far it is that
 * runs, or why there is nothing to tell; null for most rows.
 */
export function acrossSpans(
  row: FleetRow,
  { now, width, theme }: { now: number; width: number; theme: Theme },
): Span[] | null {
  const running = runningOf(row);
  if (running !== null) {
    const medianMs = row.typical[running.kind]?.medianMs ?? null;
    return runningSpans(running, medianMs, { now, width, theme });
  }
  if (row.judgement.verdict !== 'cannot') return null;
  const long = 'backup and restore do not exist in this tier';
  return [span(fitting(width, long, 'no backup in this tier', 'no backup'), 'quiet')];
}

type At = { now: number; width: number; theme: Theme };

function nameCell({ service, judgement }: FleetRow, theme: Theme): Span[] {
  const tone = verdictTone(judgement.verdict);
  return [
    span(`${glyphOf(tone, theme) ?? ' '} `, tone),
    span(safe(service.label, theme), 'strong'),
  ];
}

function environmentCell(environment: string | null, theme: Theme): Span[] {
  const text = environmentText(environment);
  if (text === '') return [span(theme.glyphs.dash, 'quiet')];
  return [span(safe(text, theme), isProduction(environment) ? 'production' : 'plain')];
}

/** The verdict, and what a person arranged: in words where there is room, else by the key that does it. */
function verdictCell(row: FleetRow, snoozed: ReadonlySet<string>, width: number): Span[] {
  const { verdict } = row.judgement;
  const marks = markWords(row, snoozed);
  const verdictSpan = span(verdict, verdictTone(verdict));
  if (marks.length === 0) return [verdictSpan];
  const initials = marks.map((word) => word.slice(0, 1)).join('');
  const room = width - verdict.length;
  const words = fitting(room, ` ${marks.join(' ')}`, ` ${initials}`);
  return [verdictSpan, span(words, 'quiet')];
}

function newestCell({ judgement }: FleetRow, { now, width, theme }: At): Span[] {
  const { newest } = judgement;
  if (newest === null) return [span(theme.glyphs.dash, 'quiet')];
  const age = relativeTime(newest.createdAt, now);
  return [span(fitting(width, age, age.replace(' ago', '')))];
}

function untilCell({ judgement }: FleetRow, { now, width, theme }: At): Span[] {
  const { restorableUntil, newest } = judgement;
  if (restorableUntil === null) return [span(theme.glyphs.dash, 'quiet')];
  // Less than 30 days away: its year says nothing.
  const date = utcDate(restorableUntil, restorableUntil);
  const away = relativeTime(restorableUntil, now);
  const about = newest?.estimated === true ? '~' : '';
  // Where there is no room, the mark of an estimate goes before the day: rows say the same.
  const words = [
    `${date.padStart(6)}  ${away}${about}`,
    `${date} ${away}${about}`,
    `${date} ${away}`,
    away,
  ];
  return [span(fitting(width, ...words))];
}
