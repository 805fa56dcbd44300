import type { Service, Storage } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import type { Blobs, ContainerPlace, Look, Unseen } from '../ports/azure.ts';
import type { PatientLook } from './patient-look.ts';
import { lookIntoStorage } from './storage-access.ts';
import { errorOfUnseen } from './unseen.ts';
import type { Work } from './work.ts';

/** Where exported files go. What is written is there whole or not at all. */
export type ExportPlace = {
  /** For sentences. */
  words: string;
  /** Names of the whole files that begin so. */
  names(prefix: string): Promise<Set<string>>;
  /** Writes a file over what is there. */
  write(name: string, pieces: AsyncIterable<string>): Promise<void>;
  /** Removes a file that another one has replaced. Best effort. */
  remove(name: string): Promise<void>;
};

/** A folder of this machine. */
export function folderPlace({ ports }: Work, folder: string): ExportPlace {
  return {
    words: folder,
    names: async (prefix) =>
      new Set((await ports.folders.list(folder)).filter((name) => name.startsWith(prefix))),
    write: (name, pieces) => ports.folders.write(folder, name, pieces),
    remove: (name) => ports.folders.remove(folder, name),
  };
}

/** What one request may carry, in UTF-16 units: at most 3 bytes each, so less than the port's 8 MiB. */
const largestPiece = 2_500_000;

/**
 * A container, beside the backups. What fits one request is one, and makes only a new blob, for which
 * the right to add is enough; larger ones are laid aside in pieces and made of them at the end.
 */
export function storagePlace(
  work: Work,
  service: Service,
  storage: Storage,
  ask: PatientLook,
): ExportPlace {
  const use = <T>(act: (blobs: Blobs, place: ContainerPlace) => Promise<Look<T>>) =>
    ask(() => lookIntoStorage(work, service, storage, act));
  return {
    words: `${storage.account}/${storage.container}`,
    async names(prefix) {
      const look = await use((blobs, place) => blobs.list(place, prefix));
      if (look.seen) return new Set(look.value.map(({ name }) => name));
      const what = `what is in the storage ${storage.account}/${storage.container}`;
      throw errorOfUnseen(look.why, what, 'storage-not-found');
    },
    async write(name, pieces) {
      const isNew = !name.endsWith('.partial.ndjson');
      let text = '';
      let staged = 0;
      const stage = async (): Promise<void> => {
        const piece = { index: staged, text };
        assertWritten(name, await use((blobs, place) => blobs.stagePiece(place, name, piece)));
        staged += 1;
        text = '';
      };
      for await (const piece of pieces) {
        if (text !== '' && text.length + piece.length > largestPiece) await stage();
        text += piece;
      }
      if (staged === 0) {
        const look = await use((blobs, place) =>
          blobs.writeText(place, name, text, { replace: !isNew }),
        );
        // A complete day does not change: whoever wrote it first wrote the same.
        if (!look.seen && look.why.azure?.code === 'BlobAlreadyExists') return;
        assertWritten(name, look);
        return;
      }
      if (text !== '') await stage();
      assertWritten(name, await use((blobs, place) => blobs.commitPieces(place, name, staged)));
    },
    async remove(name) {
      await use((blobs, place) => blobs.remove(place, name, null));
    },
  };
}

function assertWritten(name: string, look: Look<null>): void {
  if (look.seen) return;
  throw new LifeboatError(codeOf(look.why), `${name} could not be written: ${look.why.words}`, {
    ...(look.why.azure === null ? {} : { azure: look.why.azure }),
    hint: look.why.remedy ?? 'Run it again: what is written already is not written again.',
  });
}

function codeOf({ kind }: Unseen): 'not-allowed' | 'not-signed-in' | 'storage-failed' {
  if (kind === 'denied') return 'not-allowed';
  return kind === 'not-signed-in' ? 'not-signed-in' : 'storage-failed';
}
