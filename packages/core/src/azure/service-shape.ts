import * as z from 'zod/mini';
import { normaliseRegion } from '../domain/service-seen.ts';
import type { ServiceResource } from '../ports/azure.ts';

/** A member that Lifeboat can do without: whatever is odd about it makes it null. */
const optionalText = z.catch(z.nullable(z.string()), null);

/** What must be right in a service's resource, and what may be missing; the rest is kept. */
const wireService = z.looseObject({
  id: z.string(),
  name: z.string(),
  location: z.string(),
  sku: z.looseObject({ name: z.string(), capacity: z.catch(z.nullable(z.number()), null) }),
  identity: z.catch(
    z.nullable(
      z.looseObject({
        principalId: optionalText,
        userAssignedIdentities: z.catch(
          z.nullable(
            z.record(
              z.string(),
              z.looseObject({ clientId: optionalText, principalId: optionalText }),
            ),
          ),
          null,
        ),
      }),
    ),
    null,
  ),
  properties: z.looseObject({
    provisioningState: z.string(),
    targetProvisioningState: optionalText,
    gatewayUrl: optionalText,
    gatewayRegionalUrl: optionalText,
    disableGateway: z.catch(z.nullable(z.optional(z.boolean())), null),
    additionalLocations: z.catch(
      z.nullable(
        z.array(
          z.looseObject({
            location: z.string(),
            gatewayRegionalUrl: optionalText,
            disableGateway: z.catch(z.nullable(z.optional(z.boolean())), null),
          }),
        ),
      ),
      null,
    ),
    apiVersionConstraint: z.catch(z.nullable(z.looseObject({ minApiVersion: optionalText })), null),
  }),
});

/**
 * A service's resource as Lifeboat reads it; the whole JSON goes along.
 * Source: facts/azure.md 1.2 (read 2026-11-23).
 */
export const serviceShape = z.pipe(
  z.record(z.string(), z.unknown()),
  z.transform((resource, context): ServiceResource => {
    const checked = wireService.safeParse(resource);
    if (checked.success) return toService(checked.data, resource);
    for (const issue of checked.error.issues)
      context.issues.push({ ...issue, code: 'custom', input: resource });
    return z.NEVER;
  }),
);

function toService(
  wire: z.infer<typeof wireService>,
  resource: Record<string, unknown>,
): ServiceResource {
  const { properties, identity } = wire;
  return {
    resourceId: wire.id,
    name: wire.name,
    tier: wire.sku.name,
    capacity: wire.sku.capacity,
    region: normaliseRegion(wire.location),
    regions: (properties.additionalLocations ?? []).map(({ location }) =>
      normaliseRegion(location),
    ),
    provisioningState: properties.provisioningState,
    targetProvisioningState: properties.targetProvisioningState || null,
    gatewayUrl: properties.gatewayUrl,
    gateways: gatewaysOf(wire),
    minApiVersion: properties.apiVersionConstraint?.minApiVersion ?? null,
    identity: {
      principalId: identity?.principalId ?? null,
      userAssigned: Object.entries(identity?.userAssignedIdentities ?? {}).map(([id, one]) => ({
        id,
        clientId: one.clientId,
        principalId: one.principalId,
      })),
    },
    resource,
  };
}

/** The gateway of each region; a service of one region may have no regional address of its own. */
function gatewaysOf({
  location,
  properties,
}: z.infer<typeof wireService>): ServiceResource['gateways'] {
  const home = {
    location,
    gatewayRegionalUrl: properties.gatewayRegionalUrl ?? properties.gatewayUrl,
    disableGateway: properties.disableGateway,
  };
  return [home, ...(properties.additionalLocations ?? [])].flatMap((each) =>
    each.gatewayRegionalUrl === null || each.disableGateway === true
      ? []
      : [{ region: normaliseRegion(each.location), url: each.gatewayRegionalUrl }],
  );
}
