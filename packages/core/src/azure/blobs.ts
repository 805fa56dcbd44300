import { Readable } from 'node:stream';
import type { BlobItem } from '@azure/storage-blob';
import { blobUrl } from '../arm/blob-url.ts';
import { mostPages } from '../arm/paging.ts';
import { parseInstant } from '../domain/instant.ts';
import type { BlobSeen, Blobs, ContainerPlace, Look } from '../ports/azure.ts';
import { askBlob } from './storage/blob-requests.ts';
import { lookAtStorage } from './storage/storage-look.ts';
import type { StorageParts } from './storage/storage-place.ts';
import { unseenGarbled } from './unseen.ts';

/** Port contract: a text blob holds at most 1 MiB. */
const largestTextBytes = 1024 * 1024;
/** Port contract: what is written in one request. Storage itself takes far more (Put Blob, Put Block). */
const largestPieceBytes = 8 * 1024 * 1024;
/** Blobs of a page, the most that storage gives (List Blobs, read 2026-11-23). */
const blobsPerPage = 5_000;

const textType = 'application/json; charset=utf-8';
const textHeaders = {
  'content-type': textType,
  'x-ms-blob-content-type': textType,
  'x-ms-blob-type': 'BlockBlob',
};

/**
 * Blobs over our own transport. With our token single blobs are asked plainly; listings (XML) and the
 * account's key (signatures) go through `@azure/storage-blob`, which is loaded at its first use.
 */
export function createBlobs(parts: StorageParts): Blobs {
  const urlOf = (place: ContainerPlace, name: string) =>
    blobUrl(parts.cloud.blobEndpoint, { ...place, name });

  async function readWhole(
    place: ContainerPlace,
    name: string,
    signal: AbortSignal | undefined,
  ): Promise<Look<string>> {
    if (place.key === null) {
      const look = await askBlob(parts, place, { name, request: { method: 'GET' } }, signal);
      return look.seen ? { ...look, value: look.value.text } : look;
    }
    return lookAtStorage(parts, place, signal, async (container, answer) => {
      const { readableStreamBody } = await container.getBlobClient(name).download();
      // The whole text is here already; the SDK's stream over it is not needed.
      if (readableStreamBody instanceof Readable) readableStreamBody.destroy();
      return answer()?.text ?? '';
    });
  }

  /** Without `replace` a blob that is there stays as it is. */
  async function write(
    place: ContainerPlace,
    name: string,
    text: string,
    replace: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Look<null>> {
    if (place.key === null) {
      const headers = replace ? textHeaders : { ...textHeaders, 'if-none-match': '*' };
      const request = { method: 'PUT' as const, body: text, headers };
      const look = await askBlob(parts, place, { name, request }, signal);
      return look.seen ? { ...look, value: null } : look;
    }
    return lookAtStorage(parts, place, signal, async (container) => {
      await container.getBlockBlobClient(name).upload(text, Buffer.byteLength(text), {
        conditions: replace ? {} : { ifNoneMatch: '*' },
        blobHTTPHeaders: { blobContentType: textType },
      });
      return null;
    });
  }

  return {
    url: (account, container, name) =>
      blobUrl(parts.cloud.blobEndpoint, { account, container, name }),
    list(place, prefix, signal) {
      return lookAtStorage(parts, place, signal, async (container) => {
        const found: BlobSeen[] = [];
        const options = prefix === null || prefix === '' ? {} : { prefix };
        const pages = container.listBlobsFlat(options).byPage({ maxPageSize: blobsPerPage });
        let count = 0;
        for await (const page of pages) {
          count += 1;
          if (count > mostPages) throw new Error('pages without end');
          for (const item of page.segment.blobItems)
            found.push(toSeen(item, urlOf(place, item.name)));
        }
        return found;
      });
    },
    async head(place, name, signal) {
      if (place.key === null) {
        const look = await askBlob(parts, place, { name, request: { method: 'HEAD' } }, signal);
        if (!look.seen) return look;
        const properties = propertiesOf(look.value.headers);
        return { ...look, value: toSeen({ name, properties }, urlOf(place, name)) };
      }
      return lookAtStorage(parts, place, signal, async (container) => {
        const found = await container.getBlobClient(name).getProperties();
        return toSeen({ name, properties: found }, urlOf(place, name));
      });
    },
    async readText(place, name, signal) {
      const look = await readWhole(place, name, signal);
      return look.seen && Buffer.byteLength(look.value) > largestTextBytes ? tooLarge(name) : look;
    },
    async remove(place, name, etag, signal) {
      const condition: Record<string, string> = etag === null ? {} : { 'if-match': `"${etag}"` };
      if (place.key === null) {
        const request = { method: 'DELETE' as const, headers: condition };
        const look = await askBlob(parts, place, { name, request }, signal);
        return look.seen ? { ...look, value: null } : look;
      }
      return lookAtStorage(parts, place, signal, async (container) => {
        const conditions = etag === null ? {} : { ifMatch: `"${etag}"` };
        await container.getBlobClient(name).delete({ conditions });
        return null;
      });
    },
    async createText(place, name, text, signal) {
      if (Buffer.byteLength(text) > largestTextBytes) return tooLarge(name);
      return write(place, name, text, false, signal);
    },
    async writeText(place, name, text, { replace }, signal) {
      if (Buffer.byteLength(text) > largestPieceBytes) return tooLarge(name, largestPieceBytes);
      return write(place, name, text, replace, signal);
    },
    async stagePiece(place, name, { index, text }, signal) {
      const size = Buffer.byteLength(text);
      if (size > largestPieceBytes) return tooLarge(name, largestPieceBytes);
      return lookAtStorage(parts, place, signal, async (container) => {
        await container.getBlockBlobClient(name).stageBlock(pieceId(index), text, size);
        return null;
      });
    },
    async commitPieces(place, name, count, signal) {
      return lookAtStorage(parts, place, signal, async (container) => {
        const ids = Array.from({ length: count }, (_, index) => pieceId(index));
        await container.getBlockBlobClient(name).commitBlockList(ids, {
          blobHTTPHeaders: { blobContentType: textType },
        });
        return null;
      });
    },
  };
}

/** All of a blob's must be equally long (Put Block, read 2026-11-23). */
function pieceId(index: number): string {
  return Buffer.from(String(index).padStart(8, '0')).toString('base64');
}

function tooLarge(name: string, bytes = largestTextBytes): Look<never> {
  const words = `${name} is larger than ${bytes} bytes, too large for a text blob of ours.`;
  return { seen: false, why: unseenGarbled(words) };
}

/** What a listing and a HEAD say alike. */
type Properties = {
  [Key in 'contentLength' | 'createdOn' | 'lastModified' | 'etag']?:
    | BlobItem['properties'][Key]
    | undefined;
};

function propertiesOf(headers: Readonly<Record<string, string>>): Properties {
  const size = Number(headers['content-length']);
  return {
    contentLength: Number.isSafeInteger(size) ? size : undefined,
    createdOn: dateOf(headers['x-ms-creation-time']),
    lastModified: dateOf(headers['last-modified']),
    etag: headers.etag,
  };
}

function dateOf(text: string | undefined): Date | undefined {
  const instant = parseInstant(text);
  return instant === null ? undefined : new Date(instant);
}

function toSeen(item: { name: string; properties: Properties }, url: string): BlobSeen {
  const { contentLength, createdOn, lastModified, etag } = item.properties;
  return {
    name: item.name,
    url,
    sizeBytes: contentLength ?? 0,
    createdAt: createdOn?.getTime() ?? null,
    modifiedAt: lastModified?.getTime() ?? null,
    // A HEAD puts it in quotation marks, a listing does not.
    etag: etag?.replaceAll('"', '') ?? null,
  };
}
