import type { Service, Storage } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import type { Blobs, ContainerPlace, Look } from '../ports/azure.ts';
import { accessKeyOf } from './access-key.ts';
import type { Work } from './work.ts';

/**
 * Looks into a storage with our own token; where that is refused and the storage has an access
 * key, once more with the key. The look is never half: what cannot be read is not seen.
 */
export async function lookIntoStorage<T>(
  work: Work,
  reader: Pick<Service, 'signIn' | 'subscription'>,
  storage: Storage,
  look: (blobs: Blobs, place: ContainerPlace) => Promise<Look<T>>,
  signal?: AbortSignal,
): Promise<Look<T>> {
  const { blobs } = work.ports.azure(reader.signIn);
  const place = { account: storage.account, container: storage.container, key: null };
  const first = await look(blobs, place);
  const refused =
    !first.seen && (first.why.kind === 'denied' || first.why.kind === 'not-signed-in');
  if (!refused || storage.access !== 'access-key') return first;
  try {
    const key = await accessKeyOf(work, storage, reader.signIn, reader.subscription, signal);
    return await look(blobs, { ...place, key });
  } catch (error) {
    if (error instanceof LifeboatError) return first;
    throw error;
  }
}
