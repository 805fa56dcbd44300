import type { Backup } from '../domain/backup.ts';
import { LifeboatError } from '../domain/error.ts';
import type { Operation } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';

/** The archive is read for these only after the store knew nothing: most questions are of this month. */
type WithArchive = Pick<Ports, 'archive'>;

const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** A backup that left the store because it ended long ago, by its id, blob name, URL or operation; null without any. */
export async function findArchivedBackup(
  { archive }: WithArchive,
  text: string,
): Promise<Backup | null> {
  if (text === '') return null;
  const { records } = await archive.read('backup', { ...everything, holding: text });
  const named = ({ id, name, url, operation }: Backup): boolean =>
    [id, name, url, operation].includes(text);
  return records.findLast(named) ?? null;
}

/**
 * An operation that left the store because it ended long ago, by its id or an unambiguous beginning of
 * at least four characters; null without any. Errors: `usage` when several begin so.
 */
export async function findArchivedOperation(
  { archive }: WithArchive,
  text: string,
): Promise<Operation | null> {
  const begin = text.toLowerCase();
  if (begin.length < 4) return null;
  const { records } = await archive.read('operation', { ...everything, holding: begin });
  const found = records.filter(({ id }) => id.startsWith(begin));
  const exact = found.find(({ id }) => id === begin);
  if (exact !== undefined || found.length < 2) return exact ?? found[0] ?? null;
  throw new LifeboatError('usage', `${found.length} archived operations begin with ${text}.`, {
    hint: 'Write more of the id.',
  });
}
