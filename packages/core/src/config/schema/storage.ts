import * as z from 'zod/mini';
import {
  accessKeySource,
  accountName,
  containerName,
  guid,
  resourceGroup,
  variableForm,
} from './atoms.ts';

/** How a service gets into a storage account. */
export const storageAccess = z.enum(['system-identity', 'user-identity', 'access-key']);

/** Each entry of `storage:`. */
export const storageShape = z.strictObject({
  account: accountName,
  container: containerName,
  access: z.optional(storageAccess),
  clientId: z.optional(
    guid.check(z.meta({ description: 'user-identity: client id of the user-assigned identity' })),
  ),
  accessKey: z.optional(
    accessKeySource.check(
      z.meta({ description: `access-key: from-azure (ARM listKeys) or ${variableForm}` }),
    ),
  ),
  subscription: z.optional(
    guid.check(z.meta({ description: 'Where the account lives, for listKeys and the checks' })),
  ),
  resourceGroup: z.optional(resourceGroup),
});
