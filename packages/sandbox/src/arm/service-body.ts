import { z } from 'zod';
import { newIdentity } from '../world/identities.ts';
import type { ApiService, ServiceIdentity } from '../world/model.ts';
import type { ArmDeps } from './deps.ts';
import { providerError } from './errors.ts';

const schema = z.object({
  location: z.string().exactOptional(),
  sku: z.object({ name: z.string(), capacity: z.number().int().min(0).default(1) }).exactOptional(),
  tags: z.record(z.string(), z.string()).nullish(),
  zones: z.array(z.string()).nullish(),
  identity: z
    .object({
      type: z.string(),
      userAssignedIdentities: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  properties: z.record(z.string(), z.unknown()).default({}),
});

/** The body of a PUT or PATCH of a service. */
export type ServiceBody = z.output<typeof schema>;

/** Reads it. Errors: 400 ValidationError (text assumed). */
export function readServiceBody(json: unknown): ServiceBody {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('.') || 'the body';
  throw providerError(
    400,
    'ValidationError',
    `One or more fields contain incorrect values: ${place}.`,
  );
}

/** What of the properties Azure decides itself, whatever a client sends. */
const readOnly = [
  'provisioningState',
  'targetProvisioningState',
  'createdAtUtc',
  'restore',
  'gatewayUrl',
  'platformVersion',
];

/** Writes a body into a service: only what it names changes, except that `customProperties` replaces as a whole (facts 1.2). */
export function applyServiceBody(deps: ArmDeps, service: ApiService, body: ServiceBody): void {
  const settings = Object.entries(body.properties).filter(([name]) => !readOnly.includes(name));
  service.settings = { ...service.settings, ...Object.fromEntries(settings) };
  if (body.sku !== undefined) service.sku = body.sku;
  if (body.tags) service.tags = body.tags;
  if (body.zones) service.zones = body.zones;
  if (body.identity) service.identity = identityFrom(deps, service, body.identity);
  service.revision += 1;
}

function identityFrom(
  deps: ArmDeps,
  service: ApiService,
  given: NonNullable<ServiceBody['identity']>,
): ServiceIdentity {
  const { state } = deps.world;
  const attached = Object.keys(given.userAssignedIdentities ?? {}).flatMap((resourceId) => {
    const name = resourceId.split('/').at(-1)?.toLowerCase();
    const person = state.people.find(
      (each) => each.kind === 'managed-identity' && each.displayName.toLowerCase() === name,
    );
    if (person?.clientId == null) return [];
    return [{ resourceId, principalId: person.objectId, clientId: person.clientId }];
  });
  if (!/SystemAssigned/i.test(given.type)) return { systemPrincipalId: null, attached };
  const own = service.identity.systemPrincipalId;
  if (own !== null) return { systemPrincipalId: own, attached };
  return { systemPrincipalId: newIdentity(state, service, deps.newId), attached };
}
