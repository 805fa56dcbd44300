import * as z from 'zod/mini';
import { isAccountName, isContainerName } from '../arm/storage-names.ts';
import { parseInstant } from '../domain/instant.ts';
import type { Look, Unseen } from '../ports/azure.ts';
import type { AccountPlace, LifecycleRule, StorageAccounts } from '../ports/storage-accounts.ts';
import { accountSegments, armPath } from './addresses.ts';
import type { ArmClient } from './arm-client.ts';
import { unseenGarbled } from './unseen.ts';

/** Source of the version and the shapes: facts/azure.md 1.8 (read 2026-11-23). */
const apiVersion = '2023-05-01';
const right = (action: string) => `the right "Microsoft.Storage/storageAccounts/${action}"`;

const flag = z.catch(z.nullable(z.optional(z.boolean())), null);
const days = z.catch(z.nullable(z.optional(z.number())), null);

const blobServiceShape = z.looseObject({
  properties: z.looseObject({
    cors: z.catch(
      z.nullable(z.optional(z.looseObject({ corsRules: z.catch(z.array(z.unknown()), []) }))),
      null,
    ),
    isVersioningEnabled: flag,
  }),
});

const containerShape = z.looseObject({
  name: z.string(),
  properties: z.catch(
    z.nullable(
      z.optional(
        z.looseObject({
          hasLegalHold: flag,
          immutabilityPolicy: z.catch(
            z.nullable(
              z.optional(
                z.looseObject({
                  properties: z.catch(
                    z.nullable(
                      z.optional(z.looseObject({ immutabilityPeriodSinceCreationInDays: days })),
                    ),
                    null,
                  ),
                  immutabilityPeriodSinceCreationInDays: days,
                }),
              ),
            ),
            null,
          ),
        }),
      ),
    ),
    null,
  ),
});

const deleteShape = z.catch(
  z.nullable(
    z.optional(
      z.looseObject({
        daysAfterCreationGreaterThan: days,
        daysAfterModificationGreaterThan: days,
      }),
    ),
  ),
  null,
);

const policyShape = z.looseObject({
  properties: z.looseObject({
    policy: z.looseObject({
      rules: z.array(
        z.looseObject({
          name: z.catch(z.string(), ''),
          enabled: flag,
          definition: z.looseObject({
            actions: z.looseObject({
              baseBlob: z.catch(
                z.nullable(z.optional(z.looseObject({ delete: deleteShape }))),
                null,
              ),
            }),
            filters: z.catch(
              z.nullable(
                z.optional(z.looseObject({ prefixMatch: z.catch(z.array(z.string()), []) })),
              ),
              null,
            ),
          }),
        }),
      ),
    }),
  }),
});

const geoShape = z.looseObject({
  properties: z.looseObject({
    geoReplicationStats: z.catch(
      z.nullable(
        z.optional(
          z.looseObject({
            status: z.catch(z.nullable(z.optional(z.string())), null),
            lastSyncTime: z.catch(z.nullable(z.optional(z.string())), null),
            canFailover: flag,
          }),
        ),
      ),
      null,
    ),
  }),
});

/** What of an account, beside itself and its keys, bears on backups. */
export function createAccountFacts(
  arm: ArmClient,
): Pick<
  StorageAccounts,
  'container' | 'createContainer' | 'blobService' | 'lifecycle' | 'geoCopy'
> {
  const blobService = (place: AccountPlace) => [
    ...accountSegments(place),
    'blobServices',
    'default',
  ];
  return {
    async container(place, container, signal) {
      const odd = misnamed(place, container);
      if (odd !== null) return odd;
      const address = armPath([...blobService(place), 'containers', container], apiVersion);
      const needs = right('blobServices/containers/read');
      const look = await arm.read({ address, needs }, containerShape, signal);
      if (!look.seen) return look;
      const { name, properties } = look.value;
      const policy = properties?.immutabilityPolicy ?? null;
      const immutableDays =
        policy?.properties?.immutabilityPeriodSinceCreationInDays ??
        policy?.immutabilityPeriodSinceCreationInDays ??
        null;
      const value = { name, immutableDays, legalHold: properties?.hasLegalHold ?? false };
      return { ...look, value };
    },
    async createContainer(place, container, signal) {
      const odd = misnamed(place, container);
      if (odd !== null) return odd;
      const address = armPath([...blobService(place), 'containers', container], apiVersion);
      const needs = right('blobServices/containers/write');
      const put = { properties: { publicAccess: 'None' } };
      const look = await arm.read({ address, needs, put }, z.unknown(), signal);
      return look.seen ? { ...look, value: null } : look;
    },
    async blobService(place, signal) {
      const odd = misnamed(place, null);
      if (odd !== null) return odd;
      const address = armPath(blobService(place), apiVersion);
      const look = await arm.read(
        { address, needs: right('blobServices/read') },
        blobServiceShape,
        signal,
      );
      if (!look.seen) return look;
      const { cors, isVersioningEnabled } = look.value.properties;
      const corsRules = cors?.corsRules.length ?? 0;
      return { ...look, value: { corsRules, versioning: isVersioningEnabled ?? false } };
    },
    async lifecycle(place, signal): Promise<Look<LifecycleRule[]>> {
      const odd = misnamed(place, null);
      if (odd !== null) return odd;
      const segments = [...accountSegments(place), 'managementPolicies', 'default'];
      const needs = right('managementPolicies/read');
      const look = await arm.read(
        { address: armPath(segments, apiVersion), needs },
        policyShape,
        signal,
      );
      // An account without a policy has none of that name.
      if (!look.seen) {
        return look.why.kind === 'absent' ? { seen: true, value: [], date: null } : look;
      }
      const value = look.value.properties.policy.rules.map(({ name, enabled, definition }) => ({
        name,
        enabled: enabled ?? true,
        deletesAfterDays:
          definition.actions.baseBlob?.delete?.daysAfterCreationGreaterThan ??
          definition.actions.baseBlob?.delete?.daysAfterModificationGreaterThan ??
          null,
        prefixes: definition.filters?.prefixMatch ?? [],
      }));
      return { ...look, value };
    },
    async geoCopy(place, signal) {
      const odd = misnamed(place, null);
      if (odd !== null) return odd;
      const address = `${armPath(accountSegments(place), apiVersion)}&$expand=geoReplicationStats`;
      const look = await arm.read({ address, needs: right('read') }, geoShape, signal);
      if (!look.seen) return withoutCopy(look.why) ? { seen: true, value: null, date: null } : look;
      const stats = look.value.properties.geoReplicationStats ?? null;
      if (stats === null) return { ...look, value: null };
      const lastSyncAt = parseInstant(stats.lastSyncTime ?? undefined);
      const { status = null, canFailover = null } = stats;
      return { ...look, value: { status, lastSyncAt, canFailover: canFailover ?? false } };
    },
  };
}

/** Of an account without a copy Azure refuses to tell how far it is (azure-sdk-for-net 21924, read 2026-11-24). */
function withoutCopy({ azure }: Unseen): boolean {
  return azure?.code === 'InvalidAccountType';
}

function misnamed(place: AccountPlace, container: string | null): Look<never> | null {
  if (!isAccountName(place.account)) return unnameable('storage account', place.account);
  if (container !== null && !isContainerName(container)) return unnameable('container', container);
  return null;
}

function unnameable(what: string, name: string): Look<never> {
  return { seen: false, why: unseenGarbled(`"${name}" cannot be the name of a ${what}.`) };
}
