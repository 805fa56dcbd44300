import { relativeTime, utcTime } from '@lifeboat/core';
import { type AuditEntry, parseInstant } from '@lifeboat/core/live';
import type { Column } from '../../format/columns.ts';
import { safe, safeSpan, span, widthOf } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { eventTone } from './event-tone.ts';

/** Wider names are cut: what was done is worth more. */
const widest = { who: 24, subject: 26, what: 200 } as const;

/** The columns of the trail; their widths come from all that is shown, so that nothing jumps. */
export function activityColumns(
  entries: readonly AuditEntry[],
  now: number,
  theme: Theme,
): Column<AuditEntry>[] {
  const most = (text: (entry: AuditEntry) => string, limit: number): number =>
    Math.min(
      limit,
      entries.reduce((width, entry) => Math.max(width, widthOf([span(text(entry))])), 0),
    );
  const who = most((entry) => entry.who, widest.who);
  const subject = most((entry) => entry.subject ?? '', widest.subject);
  return [
    {
      title: 'WHEN',
      width: 11,
      leaves: 0,
      cell: ({ at }) => [span(ago(at, now))],
    },
    {
      title: 'UTC',
      width: most(({ at }) => time(at, now), 17),
      least: 12,
      leaves: 5,
      cell: ({ at }) => [span(time(at, now))],
    },
    {
      title: 'WHO',
      width: who,
      least: Math.min(who, 12),
      leaves: 2,
      cell: (entry) => [safeSpan(entry.who, theme)],
    },
    { title: 'DOOR', width: 5, leaves: 6, cell: ({ door }) => [safeSpan(door, theme, 'quiet')] },
    {
      title: 'EVENT',
      width: 11,
      leaves: 3,
      cell: ({ event }) => [span(event, eventTone(event))],
    },
    {
      title: 'ABOUT',
      width: subject,
      least: Math.min(subject, 14),
      leaves: 1,
      cell: (entry) => [
        entry.subject === null
          ? span(theme.glyphs.none, 'quiet')
          : safeSpan(entry.subject, theme, 'strong'),
      ],
    },
    {
      title: 'WHAT',
      width: most((entry) => whatOf(entry), widest.what),
      least: 22,
      first: 44,
      leaves: 0,
      cell: (entry) => [span(safe(whatOf(entry), theme))],
    },
  ];
}

function whatOf({ what, why }: AuditEntry): string {
  return why === null ? what : `${what} (${why})`;
}

function ago(at: string, now: number): string {
  const instant = parseInstant(at);
  return instant === null ? '' : relativeTime(instant, now);
}

function time(at: string, now: number): string {
  const instant = parseInstant(at);
  return instant === null ? at : utcTime(instant, now);
}
