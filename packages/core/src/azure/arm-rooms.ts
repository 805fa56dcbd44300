import type { Azure } from '../ports/azure.ts';
import { createActivityLog } from './activity-log.ts';
import { createApiManagement } from './api-management.ts';
import { type ArmClientParts, createArmClient } from './arm-client.ts';
import { createAuthorization } from './authorization.ts';
import { createStorageAccounts } from './storage-accounts.ts';
import { createSubscriptions } from './subscriptions.ts';

/** The ports that speak to the resource manager. */
export type ArmRooms = Pick<
  Azure,
  'apiManagement' | 'storageAccounts' | 'activityLog' | 'authorization' | 'subscriptions'
>;

/** All that is asked of the resource manager, over one client of it. */
export function createArmRooms(parts: ArmClientParts & { apiVersion: string }): ArmRooms {
  const { caller, clock, apiVersion } = parts;
  const arm = createArmClient(parts);
  return {
    apiManagement: createApiManagement({ arm, caller, clock, apiVersion }),
    storageAccounts: createStorageAccounts(arm),
    activityLog: createActivityLog(arm),
    authorization: createAuthorization(arm),
    subscriptions: createSubscriptions(arm),
  };
}
