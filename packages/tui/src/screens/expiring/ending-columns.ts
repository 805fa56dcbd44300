import { relativeTime, utcTime } from '@lifeboat/core';
import { verdictTone } from '@lifeboat/core/live';
import { dayOf, dayWords } from '../../components/days.ts';
import type { Column } from '../../format/columns.ts';
import { fitting, type Span, safe, safeSpan, span } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';
import { environmentText, isProduction } from '../fleet/fleet-words.ts';
import { endStyle } from './ending-mark.ts';
import type { Ending } from './endings.ts';

/** One row of the list, and whether it is the first of its day, which alone names the day. */
export type EndingLine = { ending: Ending; beginsDay: boolean };

/** Widths of the whole list. Cells. */
export type EndingWidths = { service: number; environment: number };

/** The columns of what ends. Without room the day's backup goes first, then the environment. */
export function endingColumns(
  widths: EndingWidths,
  { now, theme }: { now: number; theme: Theme },
): Column<EndingLine>[] {
  return [
    { title: 'DAY', width: 10, leaves: 0, cell: (line) => dayCell(line, now) },
    {
      title: 'LAST ONE ENDS',
      shortTitle: 'ENDS',
      width: 22,
      least: 8,
      leaves: 0,
      cell: ({ ending }, width) => [endSpan(ending, now, width)],
    },
    {
      title: '  SERVICE',
      width: widths.service,
      least: 14,
      leaves: 0,
      cell: ({ ending }) => serviceCell(ending, theme),
    },
    {
      title: 'ENV',
      width: widths.environment,
      least: 4,
      leaves: 3,
      cell: ({ ending }) => {
        const { environment } = ending.row.service;
        const text = safe(environmentText(environment), theme);
        return [span(text, isProduction(environment) ? 'production' : 'plain')];
      },
    },
    {
      title: 'MADE',
      width: 12,
      leaves: 4,
      cell: ({ ending: { backup } }) => [
        backup === null
          ? span(theme.glyphs.dash, 'quiet')
          : span(utcTime(backup.createdAt, backup.createdAt).padStart(12)),
      ],
    },
    {
      title: 'SNOOZED',
      width: 50,
      least: 12,
      leaves: 2,
      cell: ({ ending: { snoozed } }, width) => {
        if (snoozed?.snoozedUntil == null) return [];
        const { snoozedUntil: until, snoozedBy, snoozeReason } = snoozed;
        const long = `until ${utcTime(until, now)}`;
        const by = snoozedBy === undefined ? '' : ` by ${snoozedBy}`;
        const why = snoozeReason === undefined ? '' : `, "${snoozeReason}"`;
        const words = [`${long}${by}${why}`, `${long}${by}`, long, relativeTime(until, now)];
        return [safeSpan(fitting(width, ...words), theme, 'quiet')];
      },
    },
  ];
}

function dayCell({ ending, beginsDay }: EndingLine, now: number): Span[] {
  if (!beginsDay) return [];
  if (ending.kind === 'none') return [span('no backup', 'bad')];
  if (ending.kind === 'unknown') return [span('not known', 'warn')];
  const day = dayOf(ending.end ?? now);
  return [span(dayWords(day), 'strong')];
}

function endSpan({ row, end, kind }: Ending, now: number, width: number): Span {
  if (kind === 'unknown') return span(fitting(width, 'nobody could look yet', 'not seen'), 'warn');
  if (end === null) {
    // Safety backups count for nothing here, but are not nothing.
    const long = row.backups.length > 0 ? 'only safety backups' : 'there never was one';
    return span(fitting(width, long, 'never'), 'bad');
  }
  const away = relativeTime(end, now);
  if (kind === 'none')
    return span(fitting(width, `the last ended ${away}`, `ended ${away}`, 'ended'), 'bad');
  return span(
    fitting(width, `${away}, ${utcTime(end, end).slice(-5)} UTC`, away),
    endStyle(end - now),
  );
}

function serviceCell({ row: { service, judgement } }: Ending, theme: Theme): Span[] {
  const tone = verdictTone(judgement.verdict);
  return [span(`${glyphOf(tone, theme) ?? ' '} `, tone), safeSpan(service.label, theme, 'strong')];
}
