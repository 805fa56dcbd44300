import * as z from 'zod/mini';
import {
  accessKeySource,
  cron,
  duration,
  guid,
  label,
  resourceGroup,
  says,
  serviceName,
  webAddress,
} from './atoms.ts';
import { storageAccess } from './storage.ts';

const described = (description: string) => z.meta({ description });

/** Each entry of `services:`. */
export const serviceShape = z.strictObject({
  subscription: guid.check(says('Its subscription')),
  resourceGroup: resourceGroup.check(says('Its resource group')),
  name: z.optional(serviceName.check(described('The Azure name; the key unless given'))),
  environment: z.optional(label.check(described('production, or anything else'))),
  storage: z.optional(label.check(described('A name under storage:'))),
  access: z.optional(
    storageAccess.check(
      described("Instead of the storage's own access: a restore uses the target's identity"),
    ),
  ),
  clientId: z.optional(guid.check(described("Instead of the storage's own client id"))),
  accessKey: z.optional(
    accessKeySource.check(described("Instead of the storage's own access key")),
  ),
  auth: z.optional(label.check(described('A name under auths:, for a service in another tenant'))),
  every: z.optional(duration('How old the newest backup may become: the recovery point objective')),
  schedule: z.optional(cron),
  keep: z.optional(duration('prune may take what is older')),
  standby: z.optional(label.check(described('The service that stands by for this one'))),
  ping: z.optional(
    webAddress.check(described('Dead-man URL, told of the start and the end of each backup')),
  ),
});
