import type { ContainerClient } from '@azure/storage-blob';
import { parseInstant } from '../../domain/instant.ts';
import type { ContainerPlace, Look } from '../../ports/azure.ts';
import type { HttpResponse } from '../../ports/http.ts';
import { createCaller } from '../caller.ts';
import { openStorageLine, type StorageLine } from './storage-line.ts';
import { isGood, placeOf, type StorageParts, whyNot } from './storage-place.ts';

/** One use of a container: given the SDK's client, and the last answer as it came. */
type Use<T> = (container: ContainerClient, answer: () => HttpResponse | null) => Promise<T>;

/**
 * Uses the SDK on a container and gives what it found, or why nothing could be seen. Whatever the
 * SDK throws, the reason is read from Azure's last answer. No retry: pacing is the workflows'.
 */
export async function lookAtStorage<T>(
  parts: StorageParts,
  place: ContainerPlace,
  signal: AbortSignal | undefined,
  use: Use<T>,
): Promise<Look<T>> {
  const at = placeOf(parts, place);
  if (!at.ok) return { seen: false, why: at.why };
  const { endpoint, origin } = at;
  const caller =
    place.key === null ? createCaller({ ...parts, origin, scope: parts.cloud.storageScope }) : null;
  const line = openStorageLine({ http: parts.http, caller, origin, signal });
  const answer = () => answerOf(line);
  try {
    const client = await openContainer(line, place, endpoint, parts.userAgent);
    const value = await use(client, answer);
    const response = answer();
    // What is not of Azure the SDK reads as an empty list.
    if (response === null || !isGood(line.last()))
      return { seen: false, why: whyNot(parts, line.last()) };
    return { seen: true, value, date: parseInstant(response.headers.date) };
  } catch {
    return { seen: false, why: whyNot(parts, line.last()) };
  }
}

async function openContainer(
  line: StorageLine,
  place: ContainerPlace,
  endpoint: string,
  userAgent: string,
): Promise<ContainerClient> {
  // Half of what Azure's SDKs cost to load; only those who list, or sign with a key, pay for it.
  const sdk = await import('@azure/storage-blob');
  const credential =
    place.key === null
      ? new sdk.AnonymousCredential()
      : new sdk.StorageSharedKeyCredential(place.account, place.key.reveal());
  const pipeline = sdk.newPipeline(credential, {
    httpClient: line.client,
    retryOptions: { maxTries: 1 },
    userAgentOptions: { userAgentPrefix: userAgent },
  });
  return new sdk.ContainerClient(`${endpoint}/${place.container}`, pipeline);
}

function answerOf(line: StorageLine): HttpResponse | null {
  const last = line.last();
  return last?.kind === 'answer' ? last.response : null;
}
