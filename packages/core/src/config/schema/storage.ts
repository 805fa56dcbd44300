import * as z from 'zod/mini';
import {
  accessKeySource,
  accountName,
  containerName,
  guid,
  resourceGroup,
  says,
  variableForm,
} from './atoms.ts';

/** How a service gets into a storage account. */
export const storageAccess = z.enum(['system-identity', 'user-identity', 'access-key']);

/** Each entry of `storage:`. */
export const storageShape = z.strictObject({
  account: accountName.check(says('The storage account')),
  container: containerName.check(says('The container in it')),
  access: z.optional(storageAccess.check(says('How a service gets in', 'system-identity'))),
  clientId: z.optional(
    guid.check(z.meta({ description: 'user-identity: client id of the user-assigned identity' })),
  ),
  accessKey: z.optional(
    accessKeySource.check(
      says(`access-key: from-azure (ARM listKeys) or ${variableForm}`, 'from-azure'),
    ),
  ),
  subscription: z.optional(
    guid.check(z.meta({ description: 'Where the account lives, for listKeys and the checks' })),
  ),
  resourceGroup: z.optional(resourceGroup.check(says('Resource group of the account'))),
});
