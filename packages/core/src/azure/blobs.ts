import { Readable } from 'node:stream';
import type { BlobItem } from '@azure/storage-blob';
import { blobUrl } from '../arm/blob-url.ts';
import { mostPages } from '../arm/paging.ts';
import type { BlobSeen, Blobs, ContainerPlace, Look } from '../ports/azure.ts';
import { lookAtStorage, type StorageParts } from './storage/storage-look.ts';
import { unseenGarbled } from './unseen.ts';

/** Port contract: a text blob holds at most 1 MiB. */
const largestTextBytes = 1024 * 1024;
/** Blobs of a page, the most that storage gives (List Blobs, read 2026-11-23). */
const blobsPerPage = 5_000;

/**
 * Blobs through `@azure/storage-blob` over our own transport, with our token or the account's key.
 * The SDK is loaded at the first use: bundled it takes 50 ms, unbundled 150 (measured 2026-11-23).
 */
export function createBlobs(parts: StorageParts): Blobs {
  const urlOf = (place: ContainerPlace, name: string) =>
    blobUrl(parts.cloud.blobEndpoint, { ...place, name });
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
    head(place, name, signal) {
      return lookAtStorage(parts, place, signal, async (container) => {
        const found = await container.getBlobClient(name).getProperties();
        return toSeen({ name, properties: found }, urlOf(place, name));
      });
    },
    async readText(place, name, signal) {
      const look = await lookAtStorage(parts, place, signal, async (container, answer) => {
        const { readableStreamBody } = await container.getBlobClient(name).download();
        // The whole text is here already; the SDK's stream over it is not needed.
        if (readableStreamBody instanceof Readable) readableStreamBody.destroy();
        return answer()?.text ?? '';
      });
      return look.seen && Buffer.byteLength(look.value) > largestTextBytes ? tooLarge(name) : look;
    },
    async createText(place, name, text, signal) {
      const size = Buffer.byteLength(text);
      if (size > largestTextBytes) return tooLarge(name);
      return lookAtStorage(parts, place, signal, async (container) => {
        await container.getBlockBlobClient(name).upload(text, size, {
          conditions: { ifNoneMatch: '*' },
          blobHTTPHeaders: { blobContentType: 'application/json; charset=utf-8' },
        });
        return null;
      });
    },
  };
}

function tooLarge(name: string): Look<never> {
  const words = `${name} is larger than ${largestTextBytes} bytes, too large for a text blob of ours.`;
  return { seen: false, why: unseenGarbled(words) };
}

/** What a listing and a HEAD say alike. */
type Properties = {
  [Key in 'contentLength' | 'createdOn' | 'lastModified' | 'etag']?:
    | BlobItem['properties'][Key]
    | undefined;
};

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
