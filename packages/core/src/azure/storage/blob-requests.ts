import { blobUrl } from '../../arm/blob-url.ts';
import { parseInstant } from '../../domain/instant.ts';
import type { ContainerPlace, Look } from '../../ports/azure.ts';
import type { HttpResponse } from '../../ports/http.ts';
import { type Call, createCaller } from '../caller.ts';
import { isGood, placeOf, type StorageParts, whyNot } from './storage-place.ts';

/** The version of storage's REST API: old enough for private clouds; what is asked here is older still. */
const version = '2019-12-12';

/** One request about one blob. */
export type BlobRequest = Pick<Call, 'method' | 'body'> & { headers?: Record<string, string> };

/**
 * Asks about one blob with our token: HEAD, GET and PUT are plain requests, for which the SDK need
 * not be loaded (20 MB and 70 ms of CPU; docs/decisions/0006).
 * Source: learn.microsoft.com/rest/api/storageservices, "Get Blob Properties", "Get Blob", "Put Blob" and "Delete Blob", read 2026-11-23.
 */
export async function askBlob(
  parts: StorageParts,
  place: ContainerPlace,
  { name, request }: { name: string; request: BlobRequest },
  signal: AbortSignal | undefined,
): Promise<Look<HttpResponse>> {
  const at = placeOf(parts, place);
  if (!at.ok) return { seen: false, why: at.why };
  const caller = createCaller({ ...parts, origin: at.origin, scope: parts.cloud.storageScope });
  const called = await caller(
    {
      ...request,
      address: blobUrl(parts.cloud.blobEndpoint, { ...place, name }),
      headers: { 'x-ms-version': version, ...request.headers },
    },
    signal,
  );
  if (called.kind !== 'answer' || !isGood(called))
    return { seen: false, why: whyNot(parts, called) };
  const { response } = called;
  return { seen: true, value: response, date: parseInstant(response.headers.date) };
}
