import type { AuditEntry } from '../domain/audit.ts';
import { LifeboatError } from '../domain/error.ts';
import { parseInstant } from '../domain/instant.ts';
import { utcTime } from '../domain/relative-time.ts';
import type { CommandDefinition } from './definition.ts';
import type { Block, Cell } from './report.ts';

const usualLimit = 50;
/** A filter looks at no more than this: the trail only grows. */
const lookBack = 100_000;

/** `apim audit` */
export const auditCommand: CommandDefinition = {
  path: ['audit'],
  summary: 'What was done, by whom, from which door and why',
  description:
    'The newest entries of the trail, oldest first. With a subject only what was about it: a service, a backup or an operation.',
  arguments: [
    {
      name: 'subject',
      kind: 'text',
      summary: 'A service, a backup, an operation id or a person',
      required: false,
      many: false,
    },
  ],
  flags: [
    {
      name: 'limit',
      summary: `How many entries at most (${usualLimit} unless given)`,
      value: { kind: 'number', placeholder: 'COUNT' },
    },
  ],
  examples: [
    { line: 'apim audit', does: `shows the last ${usualLimit} entries` },
    { line: 'apim audit contoso-prod --limit 10', does: 'shows the last 10 about one service' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui'],
  async run({ lifeboat }, input) {
    const { audit, clock } = lifeboat.ports;
    const limit = input.number('limit') ?? usualLimit;
    if (!Number.isInteger(limit) || limit < 1) {
      throw new LifeboatError('usage', '--limit wants a whole number from 1.');
    }
    const subject = input.one('subject');
    const { entries, unreadable } = await audit.read(subject === null ? limit : lookBack);
    const shown = entries.filter((entry) => subject === null || isAbout(entry, subject));
    const last = shown.slice(-limit);
    return {
      data: { entries: last.map(entryDocument), unreadable },
      blocks: blocksOf(last, unreadable, clock.now()),
      error: null,
    };
  },
};

function isAbout(entry: AuditEntry, subject: string): boolean {
  const wanted = subject.toLowerCase();
  return [entry.subject, entry.operation, entry.who].some(
    (value) => value?.toLowerCase() === wanted,
  );
}

/** Without the record, which is there to rebuild the store, not to be read. */
function entryDocument({ record, ...entry }: AuditEntry): Omit<AuditEntry, 'record'> {
  return entry;
}

function blocksOf(entries: readonly AuditEntry[], unreadable: number, now: number): Block[] {
  const blocks: Block[] = [];
  if (entries.length === 0) {
    blocks.push({ kind: 'sentence', text: 'Nothing was written down yet.', tone: 'plain' });
  } else {
    const titles = ['when (UTC)', 'who', 'door', 'about', 'what'];
    blocks.push({
      kind: 'table',
      columns: titles.map((title) => ({ title, align: 'left' })),
      rows: entries.map((entry) => rowOf(entry, now)),
    });
  }
  if (unreadable > 0) {
    const text = `${unreadable} lines of the trail cannot be read and are left out.`;
    blocks.push({ kind: 'sentence', text, tone: 'warn' });
  }
  return blocks;
}

function rowOf(entry: AuditEntry, now: number): Cell[] {
  const at = parseInstant(entry.at);
  const why = entry.why === null ? '' : ` (${entry.why})`;
  return [
    at === null ? entry.at : utcTime(at, now),
    entry.who,
    entry.door,
    entry.subject ?? '',
    `${entry.what}${why}`,
  ];
}
