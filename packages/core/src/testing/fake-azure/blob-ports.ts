import type { Instant } from '../../domain/instant.ts';
import type { BlobSeen, Blobs, ContainerPlace, Look } from '../../ports/azure.ts';
import { lookAt, notSeen } from './looks.ts';
import type { Ask, PortParts } from './ports.ts';
import type { FakeBlob } from './world.ts';

/** The blobs as one sign-in sees them. */
export function blobPorts({ world, now, blobUrl }: PortParts, ask: Ask): Blobs {
  const inside = (place: ContainerPlace) => world.containers.get(placeText(place));
  function write(place: ContainerPlace, name: string, text: string, replace: boolean): Look<null> {
    const blobs = inside(place);
    if (blobs === undefined) return notSeen('absent');
    if (blobs.has(name) && !replace)
      return notSeen('error', { words: 'BlobAlreadyExists', azure: alreadyExists });
    world.count += 1;
    const url = blobUrl(place.account, place.container, name);
    blobs.set(name, newBlob({ name, url, text, at: now(), number: world.count }));
    return lookAt(null, now());
  }

  return {
    list: (place, prefix) =>
      ask('blobs.list', placeText(place), [place, prefix], () => {
        const blobs = inside(place);
        if (blobs === undefined) return notSeen('absent');
        const sorted = [...blobs.values()].toSorted((one, other) =>
          one.name < other.name ? -1 : 1,
        );
        return lookAt(
          sorted.filter((blob) => blob.name.startsWith(prefix ?? '')).map(seenOf),
          now(),
        );
      }),
    head: (place, name) =>
      ask('blobs.head', placeText(place, name), [place, name], () => {
        const blob = inside(place)?.get(name);
        return lookAt(blob && seenOf(blob), now());
      }),
    readText: (place, name) =>
      ask('blobs.readText', placeText(place, name), [place, name], () =>
        lookAt(inside(place)?.get(name)?.text, now()),
      ),
    createText: (place, name, text) =>
      ask('blobs.createText', placeText(place, name), [place, name, text], () =>
        write(place, name, text, false),
      ),
    writeText: (place, name, text, options) =>
      ask('blobs.writeText', placeText(place, name), [place, name, text, options], () =>
        write(place, name, text, options.replace),
      ),
    stagePiece: (place, name, piece) =>
      ask('blobs.stagePiece', placeText(place, name), [place, name, piece], () => {
        if (inside(place) === undefined) return notSeen('absent');
        world.pieces.set(`${placeText(place, name)}#${piece.index}`, piece.text);
        return lookAt(null, now());
      }),
    commitPieces: (place, name, count) =>
      ask('blobs.commitPieces', placeText(place, name), [place, name, count], () => {
        const pieces = Array.from({ length: count }, (_, index) =>
          world.pieces.get(`${placeText(place, name)}#${index}`),
        );
        if (pieces.includes(undefined)) return notSeen('error', { words: 'InvalidBlockList' });
        return write(place, name, pieces.join(''), true);
      }),
    remove: (place, name, etag) =>
      ask('blobs.remove', placeText(place, name), [place, name, etag], () => {
        const blob = inside(place)?.get(name);
        if (blob === undefined) return notSeen('absent');
        if (etag !== null && blob.etag !== etag)
          return notSeen('error', { words: 'ConditionNotMet' });
        inside(place)?.delete(name);
        return lookAt(null, now());
      }),
    url: blobUrl,
  };
}

const alreadyExists = {
  status: 409,
  code: 'BlobAlreadyExists',
  message: 'The specified blob already exists.',
  requestId: null,
  correlationId: null,
  details: [],
};

/** A blob made at `at`; the number makes its etag. */
export function newBlob(parts: {
  name: string;
  url: string;
  text: string;
  at: Instant;
  number: number;
}): FakeBlob {
  const { name, url, text, number } = parts;
  // Azure's times of blobs have whole seconds.
  const at = parts.at - (parts.at % 1_000);
  const etag = `"0x${number.toString(16)}"`;
  return { name, url, text, sizeBytes: text.length, createdAt: at, modifiedAt: at, etag };
}

function seenOf({ text: _content, ...seen }: FakeBlob): BlobSeen {
  return seen;
}

function placeText(place: ContainerPlace, name = ''): string {
  const container = `${place.account}/${place.container}`;
  return name === '' ? container : `${container}/${name}`;
}
