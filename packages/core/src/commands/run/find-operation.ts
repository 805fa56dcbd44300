import { LifeboatError } from '../../domain/error.ts';
import type { Operation } from '../../domain/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Snapshot } from '../../ports/store.ts';
import { findArchivedOperation } from '../../workflows/find-archived.ts';

/**
 * The operation an id, or an unambiguous beginning of at least four characters, names.
 * Errors: `operation-not-found`, `usage` when several begin so.
 */
export function findOperation(snapshot: Snapshot, text: string): Operation {
  const exact = snapshot.get('operation', text.toLowerCase());
  if (exact !== null) return exact;
  const begin = text.toLowerCase();
  const found =
    begin.length < 4 ? [] : snapshot.all('operation').filter((one) => one.id.startsWith(begin));
  const [only, second] = found;
  if (only === undefined) {
    throw new LifeboatError('operation-not-found', `There is no operation ${text}.`, {
      hint: '`apim status` lists what runs; an id may be shortened to its first four characters or more.',
    });
  }
  if (second === undefined) return only;
  throw new LifeboatError('usage', `${found.length} operations begin with ${text}.`, {
    hint: 'Write more of the id.',
  });
}

/**
 * The same, also one that ended so long ago that it lies in the archive.
 * Errors: those of {@link findOperation}.
 */
export async function findEverywhere(
  ports: Pick<Ports, 'archive'>,
  snapshot: Snapshot,
  text: string,
): Promise<Operation> {
  try {
    return findOperation(snapshot, text);
  } catch (error) {
    const isUnknown = error instanceof LifeboatError && error.code === 'operation-not-found';
    const found = isUnknown ? await findArchivedOperation(ports, text) : null;
    if (found === null) throw error;
    return found;
  }
}
