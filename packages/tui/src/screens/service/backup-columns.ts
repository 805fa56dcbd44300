import { relativeTime, type Tone, utcTime } from '@lifeboat/core';
import { type Backup, backupState, expiresAt, isRestorable, utcDate } from '@lifeboat/core/live';
import type { Column } from '../../format/columns.ts';
import { fitting, safeSpan, span } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';
import { sizeWords } from './size-words.ts';

/** How a backup stands, in a word and a tone. */
export function backupStanding(
  backup: Backup,
  tier: string | null,
  now: number,
): { word: string; tone: Tone } {
  const state = backupState(backup, now);
  if (state === 'expired') return { word: 'over', tone: 'quiet' };
  if (state !== 'present') return { word: state, tone: state === 'missing' ? 'bad' : 'quiet' };
  const restorable = isRestorable(backup, tier, now);
  if (restorable === null) return { word: 'not known', tone: 'warn' };
  if (restorable) return { word: 'restorable', tone: 'good' };
  return { word: 'other tier', tone: 'warn' };
}

/** The columns of a service's backups; the note takes what is left. */
export function backupColumns(
  tier: string | null,
  { now, theme }: { now: number; theme: Theme },
): Column<Backup>[] {
  const { dash } = theme.glyphs;
  return [
    {
      title: '  MADE',
      width: 15,
      leaves: 0,
      cell: (backup) => {
        const { tone } = backupStanding(backup, tier, now);
        const about = backup.estimated ? '~' : '';
        const made = `${utcTime(backup.createdAt, backup.createdAt).padStart(12)}${about}`;
        return [span(`${glyphOf(tone, theme) ?? ' '} `, tone), span(made)];
      },
    },
    {
      title: 'AGE',
      width: 11,
      least: 8,
      leaves: 3,
      cell: ({ createdAt }, width) => {
        const age = relativeTime(createdAt, now);
        return [span(fitting(width, age, age.replace(' ago', '')))];
      },
    },
    {
      title: 'RESTORABLE UNTIL',
      shortTitle: 'UNTIL',
      width: 17,
      least: 9,
      leaves: 0,
      cell: (backup, width) => {
        const end = expiresAt(backup);
        if (backupState(backup, now) !== 'present') return [span(dash, 'quiet')];
        const away = relativeTime(end, now);
        return [span(fitting(width, `${utcDate(end, end).padStart(6)}  ${away}`, away))];
      },
    },
    {
      title: 'PURPOSE',
      width: 9,
      leaves: 2,
      cell: ({ purpose, imported }) => [span(imported ? 'imported' : purpose)],
    },
    {
      title: 'STATE',
      width: 10,
      leaves: 0,
      cell: (backup) => {
        const { word, tone } = backupStanding(backup, tier, now);
        return [span(word, tone)];
      },
    },
    {
      title: 'SIZE',
      width: 7,
      leaves: 5,
      align: 'right',
      cell: ({ sizeBytes }) => [span(sizeBytes === null ? dash : sizeWords(sizeBytes), 'quiet')],
    },
    {
      title: 'NOTE',
      width: 80,
      least: 6,
      leaves: 4,
      cell: ({ note }) => [safeSpan(note ?? '', theme)],
    },
  ];
}
