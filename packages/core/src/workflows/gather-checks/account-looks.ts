import type { Service, Storage } from '../../domain/configuration.ts';
import type { PermissionSet } from '../../ports/authorization.ts';
import type { Look } from '../../ports/azure.ts';
import type {
  AccountPlace,
  BlobServiceFacts,
  ContainerResource,
  GeoCopy,
  LifecycleRule,
  StorageAccountResource,
} from '../../ports/storage-accounts.ts';
import type { Work } from '../work.ts';
import { configuredPlace, type FoundAccount, findAccount } from './find-account.ts';
import { lookWithin, notSeen } from './look-within.ts';

/** Looks at a storage account through the resource manager; each is asked when it is first wanted, once. */
export type AccountLooks = {
  account(): Promise<Look<StorageAccountResource>>;
  container(): Promise<Look<ContainerResource>>;
  blobService(): Promise<Look<BlobServiceFacts>>;
  lifecycle(): Promise<Look<LifecycleRule[]>>;
  geoCopy(): Promise<Look<GeoCopy | null>>;
  /** Our own rights on the account. */
  rights(): Promise<Look<PermissionSet[]>>;
  /** The container's resource id, for roles; null when the account was not found. */
  scope(): Promise<string | null>;
};

/** Gives the looks at a storage as a service would have them. Several services of one storage share them. */
export type AccountBook = (service: Service, storage: Storage) => AccountLooks;

/** A book that remembers what it was asked, for as long as one command plans. */
export function accountBook(work: Work, signal?: AbortSignal): AccountBook {
  const known = new Map<string, AccountLooks>();
  return (service, storage) => {
    const subscription = storage.subscription ?? service.subscription;
    const { account, container, resourceGroup } = storage;
    const key = [service.signIn, subscription, resourceGroup, account, container].join('|');
    const looks = known.get(key) ?? accountLooks(work, service, storage, signal);
    known.set(key, looks);
    return looks;
  };
}

function accountLooks(
  work: Work,
  service: Service,
  storage: Storage,
  signal: AbortSignal | undefined,
): AccountLooks {
  const azure = () => work.ports.azure(service.signIn);
  const within = <T>(ask: (signal: AbortSignal) => Promise<Look<T>>) =>
    lookWithin(work.ports.clock, signal, ask);
  const found = once((): Promise<FoundAccount> => {
    const place = configuredPlace(storage, service);
    if (place === null) return search();
    return Promise.resolve({ place, account: notSeen('not asked yet') });
  });
  const account = once(async (): Promise<Look<StorageAccountResource>> => {
    const place = configuredPlace(storage, service);
    if (place === null) return (await found()).account;
    return within((each) => azure().storageAccounts.get(place, each));
  });

  async function search(): Promise<FoundAccount> {
    let place: AccountPlace | null = null;
    const look = await within(async (each) => {
      const one = await findAccount(azure(), storage, service, each);
      place = one.place;
      return one.account;
    });
    return { place, account: look };
  }

  /** At the account's place; where it was not found, why. */
  function at<T>(
    ask: (place: AccountPlace, signal: AbortSignal) => Promise<Look<T>>,
  ): () => Promise<Look<T>> {
    return once(async () => {
      const { place, account: look } = await found();
      if (place !== null) return within((each) => ask(place, each));
      return look.seen ? notSeen('the account was not found') : look;
    });
  }

  return {
    account,
    container: at((place, each) =>
      azure().storageAccounts.container(place, storage.container, each),
    ),
    blobService: at((place, each) => azure().storageAccounts.blobService(place, each)),
    lifecycle: at((place, each) => azure().storageAccounts.lifecycle(place, each)),
    geoCopy: at((place, each) => azure().storageAccounts.geoCopy(place, each)),
    rights: at((place, each) => azure().authorization.permissions(accountId(place), each)),
    scope: once(async () => {
      const { place } = await found();
      return place === null
        ? null
        : `${accountId(place)}/blobServices/default/containers/${storage.container}`;
    }),
  };
}

function accountId({ subscription, resourceGroup, account }: AccountPlace): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${account}`;
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask();
    return asked;
  };
}
