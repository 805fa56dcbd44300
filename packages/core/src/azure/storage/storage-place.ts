import { isFromAzure } from '../../arm/from-azure.ts';
import { splitAddress } from '../../arm/origin.ts';
import { isAccountName, isContainerName } from '../../arm/storage-names.ts';
import type { Cloud } from '../../domain/configuration.ts';
import type { ContainerPlace, Unseen } from '../../ports/azure.ts';
import type { Http } from '../../ports/http.ts';
import type { Session } from '../../ports/sign-in.ts';
import type { Log } from '../../ports/system.ts';
import type { Clock, Ids } from '../../ports/time.ts';
import type { Called } from '../caller.ts';
import { blobEndpointOf } from '../cloud.ts';
import { unseenGarbled, unseenOfAnswer, unseenOfCall } from '../unseen.ts';

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

/** Where a container is asked, or why it cannot be. */
export type StoragePlace =
  | { ok: true; endpoint: string; origin: string }
  | { ok: false; why: Unseen };

/** The account's own address; nothing else is asked for it. */
export function placeOf({ cloud }: StorageParts, place: ContainerPlace): StoragePlace {
  if (!isAccountName(place.account) || !isContainerName(place.container)) {
    const words = `"${place.account}/${place.container}" is not an account and a container.`;
    return { ok: false, why: unseenGarbled(words) };
  }
  const endpoint = blobEndpointOf(cloud, place.account);
  const origin = splitAddress(endpoint)?.origin ?? '';
  if (origin.startsWith('https://')) return { ok: true, endpoint, origin };
  const words = `The blob endpoint ${endpoint} is not an https address.`;
  return { ok: false, why: unseenGarbled(words) };
}

/** Whether an answer is a good one of Azure's: a 200 without its ids may be anybody's page. */
export function isGood(called: Called | null): boolean {
  return (
    called?.kind === 'answer' &&
    called.response.status < 300 &&
    isFromAzure(called.response.headers)
  );
}

/** Why the last thing that happened shows nothing. */
export function whyNot({ clock, session }: StorageParts, last: Called | null): Unseen {
  if (last === null) return unseenGarbled('The request could not be made.');
  if (last.kind !== 'answer') return unseenOfCall(last);
  const { response } = last;
  if (response.status < 300) {
    return unseenGarbled('The answer is not one that Azure Storage gives.');
  }
  return unseenOfAnswer(response, clock.now(), {
    needs:
      'the role "Storage Blob Data Contributor" (to read alone: "Storage Blob Data Reader") on the container',
    signInAgain: session.remedy,
  });
}
