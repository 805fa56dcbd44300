import type { Service, Storage } from '../../domain/configuration.ts';
import type { BlobSeen, Blobs, ContainerPlace, Look } from '../../ports/azure.ts';
import { lookIntoStorage } from '../storage-access.ts';
import type { Work } from '../work.ts';
import { lookWithin } from './look-within.ts';

/** Whether a blob of a name is there, and its container, on the data plane. */
export type NameLooks = { blob: Look<BlobSeen>; container: Look<unknown> };

/** Looks whether a blob of that name is there, and its container. */
export async function lookAtName(
  work: Work,
  { service, storage, name }: { service: Service; storage: Storage; name: string },
  signal: AbortSignal | undefined,
): Promise<NameLooks> {
  const into = <T>(
    look: (blobs: Blobs, place: ContainerPlace, each: AbortSignal) => Promise<Look<T>>,
  ) =>
    lookWithin(work.ports.clock, signal, (each) =>
      lookIntoStorage(work, service, storage, (blobs, place) => look(blobs, place, each), each),
    );
  const blob = await into((blobs, place, each) => blobs.head(place, name, each));
  // Azure says ContainerNotFound where the container is missing ("Blob service error codes", read 2026-11-23).
  const isInside = blob.seen || blob.why.azure?.code === 'BlobNotFound';
  if (isInside) return { blob, container: { seen: true, value: null, date: null } };
  const container = await into((blobs, place, each) => blobs.list(place, `${name}/`, each));
  return { blob, container };
}
