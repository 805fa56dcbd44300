import { relativeTime, type Tone, utcTime } from '@lifeboat/core';
import type { Column } from '../../format/columns.ts';
import { fitting, type Span, safeSpan, span } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';
import type { Change } from './changes.ts';
import type { Changes } from './use-changes.ts';

/** The columns of what others changed. */
export function changeColumns(theme: Theme): Column<Change>[] {
  return [
    {
      title: '  WHEN',
      width: 14,
      leaves: 0,
      cell: ({ at, status }) => {
        const tone = statusTone(status);
        return [span(`${glyphOf(tone, theme) ?? ' '} `, tone), span(utcTime(at, at).padStart(12))];
      },
    },
    { title: 'WHAT', width: 12, least: 8, leaves: 0, cell: ({ verb }) => [safeSpan(verb, theme)] },
    {
      title: 'WHERE',
      width: 50,
      least: 14,
      leaves: 0,
      cell: ({ place }) => [safeSpan(place === '' ? 'the service' : place, theme)],
    },
    {
      title: 'ENDED',
      width: 10,
      leaves: 3,
      cell: ({ status }) => [safeSpan(status, theme, statusTone(status))],
    },
    {
      title: 'BY',
      width: 40,
      least: 10,
      leaves: 2,
      cell: ({ caller }) => [safeSpan(caller ?? 'nobody named', theme, 'quiet')],
    },
  ];
}

/** What stands over the changes: since when, how old that is, or why there are none to see. */
export function changesHead(
  changes: Changes,
  {
    since,
    count,
    now,
    width,
    theme,
  }: { since: number | null; count: number; now: number; width: number; theme: Theme },
): Span[] {
  if (since === null) return [span('   No backup yet: nothing to compare with.', 'quiet')];
  const from = utcTime(since, now);
  switch (changes.kind) {
    case 'unread':
      return [span('   The activity log is read when this is opened with tab.', 'quiet')];
    case 'reading':
      return [span(`   Reading the activity log since ${from} UTC ${theme.glyphs.more}`, 'busy')];
    case 'unseen': {
      const { words, remedy } = changes.why;
      const help = remedy === null ? '' : ` ${remedy}`;
      return [safeSpan(`   The activity log cannot be read: ${words}.${help}`, theme, 'warn')];
    }
    case 'read': {
      const what =
        count === 0
          ? 'No change by others'
          : `${count} ${count === 1 ? 'change' : 'changes'} by others`;
      const age = `read ${relativeTime(changes.at, now)}`;
      const words = fitting(
        width,
        `   ${what} since the newest backup, ${from} UTC; ${age}, r reads again`,
        `   ${what} since ${from} UTC; ${age}, r reads again`,
        `   ${what} since ${from}; ${age}`,
      );
      return [span(words, 'quiet')];
    }
    default:
      return changes satisfies never;
  }
}

function statusTone(status: string): Tone {
  switch (status) {
    case 'succeeded':
      return 'good';
    case 'failed':
      return 'bad';
    default:
      return 'busy';
  }
}
