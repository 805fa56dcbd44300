import * as z from 'zod/mini';
import { normaliseRegion } from '../domain/service-seen.ts';
import type { StorageAccountResource } from '../ports/storage-accounts.ts';

const text = z.catch(z.nullable(z.optional(z.string())), null);
const list = z.catch(z.array(z.unknown()), []);

const networkShape = z.catch(
  z.nullable(
    z.optional(
      z.looseObject({
        bypass: text,
        defaultAction: text,
        ipRules: list,
        resourceAccessRules: z.catch(z.array(z.looseObject({ resourceId: text })), []),
      }),
    ),
  ),
  null,
);

const propertiesShape = z.looseObject({
  primaryEndpoints: z.catch(z.nullable(z.optional(z.looseObject({ blob: text }))), null),
  primaryLocation: text,
  secondaryLocation: text,
  statusOfPrimary: text,
  allowSharedKeyAccess: z.catch(z.nullable(z.optional(z.boolean())), null),
  publicNetworkAccess: text,
  networkAcls: networkShape,
});

const wireAccount = z.looseObject({
  id: z.string(),
  name: z.string(),
  location: z.string(),
  sku: z.catch(z.nullable(z.optional(z.looseObject({ name: text }))), null),
  properties: z.catch(z.nullable(z.optional(propertiesShape)), null),
});

/**
 * A storage account's resource as Lifeboat reads it; the whole JSON goes along. What Azure leaves out
 * has Azure's own default: shared keys allowed, public access enabled, no firewall.
 * Source: facts/azure.md 1.8 and 3.2 (read 2026-11-23).
 */
export const accountShape = z.pipe(
  z.record(z.string(), z.unknown()),
  z.transform((resource, context): StorageAccountResource => {
    const checked = wireAccount.safeParse(resource);
    if (checked.success) return toAccount(checked.data, resource);
    for (const { path, message } of checked.error.issues)
      context.issues.push({ code: 'custom', input: resource, path, message });
    return z.NEVER;
  }),
);

function toAccount(
  wire: z.infer<typeof wireAccount>,
  resource: Record<string, unknown>,
): StorageAccountResource {
  const { id, name, location, properties } = wire;
  const acls = properties?.networkAcls ?? null;
  const publicAccess = accessOf(properties?.publicNetworkAccess ?? null);
  const region = normaliseRegion(location);
  const secondary = properties?.secondaryLocation ?? null;
  const bypass = (acls?.bypass ?? 'AzureServices').toLowerCase();
  return {
    resourceId: id,
    name,
    region,
    blobEndpoint: properties?.primaryEndpoints?.blob ?? null,
    primaryRegion: normaliseRegion(properties?.primaryLocation ?? location),
    secondaryRegion: secondary === null ? null : normaliseRegion(secondary),
    sku: wire.sku?.name ?? null,
    primaryAvailable: availabilityOf(properties?.statusOfPrimary ?? null),
    sharedKeyAllowed: properties?.allowSharedKeyAccess ?? true,
    network: {
      publicAccess,
      open: publicAccess === 'Enabled' && (acls?.defaultAction ?? 'Allow').toLowerCase() !== 'deny',
      trustedServices: bypass.split(',').some((each) => each.trim() === 'azureservices'),
      ipRules: acls?.ipRules.length ?? 0,
      resources: (acls?.resourceAccessRules ?? []).flatMap(
        ({ resourceId }) => resourceId?.toLowerCase() ?? [],
      ),
    },
    resource,
  };
}

function accessOf(text: string | null): StorageAccountResource['network']['publicAccess'] {
  switch (text?.toLowerCase()) {
    case 'disabled':
      return 'Disabled';
    case 'securedbyperimeter':
      return 'SecuredByPerimeter';
    default:
      return 'Enabled';
  }
}

function availabilityOf(text: string | null): boolean | null {
  return text === null ? null : text.toLowerCase() === 'available';
}
