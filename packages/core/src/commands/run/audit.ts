import type { AuditEntry } from '../../domain/audit.ts';
import { LifeboatError } from '../../domain/error.ts';
import { parseInstant } from '../../domain/instant.ts';
import { utcTime } from '../../domain/relative-time.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Block, Cell, Report } from '../report.ts';
import { subjectOf, unknownSubject, withArchive } from './audit-subject.ts';

/** A filter looks at no more than this: the trail only grows. */
const lookBack = 100_000;

/**
 * What `apim audit` does. A subject that nobody knows is an error, not an empty answer: it would read
 * as "nothing was ever done to it".
 */
export async function runAudit(
  { lifeboat }: Pick<CommandContext, 'lifeboat'>,
  input: Input,
  usualLimit: number,
): Promise<Report> {
  const { audit, clock, store, archive } = lifeboat.ports;
  const limit = input.number('limit') ?? usualLimit;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new LifeboatError('usage', '--limit wants a whole number from 1.');
  }
  const typed = input.one('subject');
  const { entries, unreadable } = await audit.read(typed === null ? limit : lookBack);
  let shown = entries;
  if (typed !== null) {
    // The trail can be read when the store cannot; then it alone says what is known.
    const snapshot = await store.read().catch(() => null);
    const hot = subjectOf(lifeboat.configuration, snapshot, typed);
    const subject = hot.known ? hot : await withArchive(hot, archive, typed);
    shown = entries.filter((entry) => isAbout(entry, subject.words));
    if (shown.length === 0 && !subject.known && snapshot !== null) {
      throw unknownSubject(typed, lifeboat.configuration, snapshot, entries);
    }
  }
  const last = shown.slice(-limit);
  return {
    data: { entries: last.map(entryDocument), unreadable },
    blocks: blocksOf(last, typed, unreadable, clock.now()),
    error: null,
  };
}

function isAbout({ subject, operation, who }: AuditEntry, words: ReadonlySet<string>): boolean {
  return [subject, operation, who].some(
    (value) => value !== null && words.has(value.toLowerCase()),
  );
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
