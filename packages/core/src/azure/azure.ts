import { splitAddress } from '../arm/origin.ts';
import type { Cloud } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import type { Azure } from '../ports/azure.ts';
import type { Http } from '../ports/http.ts';
import type { Session } from '../ports/sign-in.ts';
import type { Log } from '../ports/system.ts';
import type { Clock, Ids } from '../ports/time.ts';
import type { ArmRooms } from './arm-rooms.ts';
import { createBlobs } from './blobs.ts';
import { createCaller } from './caller.ts';
import { deferred } from './deferred.ts';

/** What Azure is reached with. */
export type AzureParts = {
  cloud: Cloud;
  session: Session;
  http: Http;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Sent as `user-agent`; default `lifeboat`. */
  userAgent?: string;
};

/**
 * Azure as one sign-in of one cloud sees it. Tokens go to the cloud's resource manager and to the
 * storage account that is asked, nowhere else (promise 5). Sends nothing until it is used.
 *
 * Errors: `config-invalid` when the cloud's resource manager is not an https address.
 */
export function createAzure(parts: AzureParts): Azure {
  const { cloud, session, clock, http, ids, log } = parts;
  const home = splitAddress(cloud.resourceManager);
  if (home === null || !home.origin.startsWith('https://')) {
    throw new LifeboatError(
      'config-invalid',
      `The resource manager of the cloud "${cloud.name}" is not an https address: ${cloud.resourceManager}`,
      { hint: 'Set cloud.resourceManager to something like https://management.azure.com.' },
    );
  }
  const userAgent = parts.userAgent ?? 'lifeboat';
  const asking = { http, tokens: session, ids, log, userAgent };
  const caller = createCaller({
    ...asking,
    origin: home.origin,
    scope: cloud.resourceManagerScope,
  });
  // They bring the shapes of Azure's answers along, and zod, which take 20 ms to load.
  let rooms: Promise<ArmRooms> | null = null;
  const arm = async (): Promise<ArmRooms> => {
    rooms ??= import('./arm-rooms.ts').then(({ createArmRooms }) =>
      createArmRooms({ caller, origin: home.origin, session, clock, apiVersion: cloud.apiVersion }),
    );
    return rooms;
  };
  return {
    session,
    apiManagement: deferred<ArmRooms['apiManagement']>(async () => (await arm()).apiManagement, {
      get: true,
      list: true,
      query: true,
      start: true,
      ask: true,
      workspaces: true,
      listDeleted: true,
      undelete: true,
      report: true,
    }),
    storageAccounts: deferred<ArmRooms['storageAccounts']>(
      async () => (await arm()).storageAccounts,
      {
        list: true,
        get: true,
        containers: true,
        container: true,
        createContainer: true,
        blobService: true,
        lifecycle: true,
        geoCopy: true,
        key: true,
      },
    ),
    blobs: createBlobs({ ...asking, cloud, session, clock }),
    activityLog: deferred<ArmRooms['activityLog']>(async () => (await arm()).activityLog, {
      read: true,
    }),
    authorization: deferred<ArmRooms['authorization']>(async () => (await arm()).authorization, {
      permissions: true,
      roles: true,
      locks: true,
    }),
    subscriptions: deferred<ArmRooms['subscriptions']>(async () => (await arm()).subscriptions, {
      list: true,
      resourceGroup: true,
    }),
  };
}
