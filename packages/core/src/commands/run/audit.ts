import type { AuditEntry } from '../../domain/audit.ts';
import { LifeboatError } from '../../domain/error.ts';
import { parseInstant } from '../../domain/instant.ts';
import { utcTime } from '../../domain/relative-time.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Block, Cell, Report } from '../report.ts';
import { unknownSubject } from './audit-subject.ts';
import { readTrail } from './read-trail.ts';

/**
 * What `apim audit` does. A subject that nobody knows is an error, not an empty answer: it would read
 * as "nothing was ever done to it".
 */
export async function runAudit(
  { lifeboat }: Pick<CommandContext, 'lifeboat'>,
  input: Input,
  usualLimit: number,
): Promise<Report> {
  const { configuration, ports } = lifeboat;
  const limit = input.number('limit') ?? usualLimit;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new LifeboatError('usage', '--limit wants a whole number from 1.');
  }
  const subject = input.one('subject');
  const { entries, unreadable, unknown } = await readTrail(lifeboat, { subject, limit });
  if (unknown !== null && subject !== null) {
    throw unknownSubject(subject, configuration, unknown.snapshot, unknown.all);
  }
  return {
    data: { entries: entries.map(entryDocument), unreadable },
    blocks: blocksOf(entries, subject, unreadable, ports.clock.now()),
    error: null,
  };
}

/** Without the record, which is there to rebuild the store, not to be read. */
function entryDocument({ record, ...entry }: AuditEntry): Omit<AuditEntry, 'record'> {
  return entry;
}

function blocksOf(
  entries: readonly AuditEntry[],
  subject: string | null,
  unreadable: number,
  now: number,
): Block[] {
  const blocks: Block[] = [];
  if (entries.length === 0) {
    const about = subject === null ? '' : ` about ${subject}`;
    blocks.push({ kind: 'sentence', text: `Nothing was written down${about} yet.`, tone: 'plain' });
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
