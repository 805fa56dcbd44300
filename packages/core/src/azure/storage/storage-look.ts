import type { ContainerClient } from '@azure/storage-blob';
import { isFromAzure } from '../../arm/from-azure.ts';
import { splitAddress } from '../../arm/origin.ts';
import { isAccountName, isContainerName } from '../../arm/storage-names.ts';
import type { Cloud } from '../../domain/configuration.ts';
import { parseInstant } from '../../domain/instant.ts';
import type { ContainerPlace, Look, Unseen } from '../../ports/azure.ts';
import type { Http, HttpResponse } from '../../ports/http.ts';
import type { Session } from '../../ports/sign-in.ts';
import type { Log } from '../../ports/system.ts';
import type { Clock, Ids } from '../../ports/time.ts';
import { createCaller } from '../caller.ts';
import { blobEndpointOf } from '../cloud.ts';
import { unseenGarbled, unseenOfAnswer, unseenOfCall } from '../unseen.ts';
import { openStorageLine, type StorageLine } from './storage-line.ts';

/** What looking into storage takes. */
export type StorageParts = {
  cloud: Cloud;
  session: Session;
  http: Http;
  clock: Clock;
  ids: Ids;
  log: Log;
  tokens: Session;
  userAgent: string;
};

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
  if (!isAccountName(place.account) || !isContainerName(place.container)) {
    const words = `"${place.account}/${place.container}" is not an account and a container.`;
    return { seen: false, why: unseenGarbled(words) };
  }
  const endpoint = blobEndpointOf(parts.cloud, place.account);
  const origin = splitAddress(endpoint)?.origin ?? '';
  if (!origin.startsWith('https://')) {
    const words = `The blob endpoint ${endpoint} is not an https address.`;
    return { seen: false, why: unseenGarbled(words) };
  }
  const caller =
    place.key === null ? createCaller({ ...parts, origin, scope: parts.cloud.storageScope }) : null;
  const line = openStorageLine({ http: parts.http, caller, origin, signal });
  const answer = () => answerOf(line);
  try {
    const client = await openContainer(line, place, endpoint, parts.userAgent);
    const value = await use(client, answer);
    const response = answer();
    // Without Azure's own ids a 200 may be anybody's page, which the SDK reads as an empty list.
    if (response === null || !isFromAzure(response.headers))
      return { seen: false, why: notAzure() };
    return { seen: true, value, date: parseInstant(response.headers.date) };
  } catch {
    return { seen: false, why: whyNot(parts, line) };
  }
}

async function openContainer(
  line: StorageLine,
  place: ContainerPlace,
  endpoint: string,
  userAgent: string,
): Promise<ContainerClient> {
  // Half of what Azure's SDKs cost to load; only those who look into storage pay for it.
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

function whyNot(parts: StorageParts, line: StorageLine): Unseen {
  const last = line.last();
  if (last === null) return unseenGarbled('The request could not be made.');
  if (last.kind !== 'answer') return unseenOfCall(last);
  const { response } = last;
  if (response.status < 300) return notAzure();
  return unseenOfAnswer(response, parts.clock.now(), {
    needs:
      'the role "Storage Blob Data Contributor" (to read alone: "Storage Blob Data Reader") on the container',
    signInAgain: parts.session.remedy,
  });
}

function notAzure(): Unseen {
  return unseenGarbled('The answer is not one that Azure Storage gives.');
}
