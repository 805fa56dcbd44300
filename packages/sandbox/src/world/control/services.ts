import type { Hono } from 'hono';
import { z } from 'zod';
import { readBody } from '../../control/body.ts';
import { identityOf, newIdentity } from '../identities.ts';
import type { ApiService, Entity } from '../model.ts';
import { serviceId } from '../resource-id.ts';
import { draftService } from '../service-draft.ts';
import { type ControlDeps, serviceOf, unknown } from './deps.ts';

const change = z.strictObject({
  provisioningState: z.string().min(1).optional(),
  tier: z.string().min(1).optional(),
  capacity: z.number().int().min(0).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  /** Principal ids or names; null takes the identity away. */
  systemIdentity: z.string().nullable().optional(),
  userIdentities: z.array(z.string()).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  minApiVersion: z.string().nullable().optional(),
});

const draft = z.strictObject({
  name: z
    .string()
    .regex(/^[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/)
    .max(50),
  /** Number of a seeded subscription: 1 production, 2 platform, 3 fabrikam. */
  subscription: z.number().int().min(1).max(3).default(2),
  resourceGroup: z.string().default('rg-platform'),
  location: z.string().default('westeurope'),
  tier: z.string().default('Developer'),
  units: z.number().int().min(0).default(1),
  environment: z.string().default('test'),
  apis: z.array(z.string()).default(['echo']),
});

/** A change of a service; what is left out stays. */
export type ServiceChange = z.input<typeof change>;

const entity = z.strictObject({
  properties: z.record(z.string(), z.unknown()),
  secret: z.record(z.string(), z.string()).exactOptional(),
});

const softDeleteMs = 48 * 3_600_000;

/** Services changed from outside: state, tier, identity, configuration; made and deleted at once. */
export function serviceControl(app: Hono, deps: ControlDeps): void {
  const { state, clock } = deps;

  app.get('/services', (c) => c.json({ services: state.services.map(summary) }));

  app.get('/services/:service', (c) => {
    const service = serviceOf(c, state);
    return service === null
      ? unknown(c, 'service')
      : c.json({ ...service, id: serviceId(service) });
  });

  app.post('/services', async (c) => {
    const body = await readBody(c, draft);
    if (!body.ok) return body.response;
    const service = draftService(body.value, clock.now());
    state.services.push(service);
    return c.json(summary(service), 201);
  });

  app.patch('/services/:service', async (c) => {
    const service = serviceOf(c, state);
    if (service === null) return unknown(c, 'service');
    const body = await readBody(c, change);
    if (!body.ok) return body.response;
    apply(deps, service, body.value);
    return c.json(summary(service));
  });

  /** `?purge=true` leaves nothing to undelete. */
  app.delete('/services/:service', (c) => {
    const service = serviceOf(c, state);
    if (service === null) return unknown(c, 'service');
    state.services.splice(state.services.indexOf(service), 1);
    const deletedAt = clock.now();
    if (c.req.query('purge') !== 'true') {
      const kept = { ...service, provisioningState: 'Deleted' };
      state.deleted.push({ service: kept, deletedAt, purgeAt: deletedAt + softDeleteMs });
    }
    return c.json({ deleted: service.name });
  });

  /** On: the identity of the service's name with its roles, a new one without any where there is none. */
  app.put('/services/:service/identity', async (c) => {
    const service = serviceOf(c, state);
    if (service === null) return unknown(c, 'service');
    const body = await readBody(c, z.strictObject({ on: z.boolean() }));
    if (!body.ok) return body.response;
    const own = (): string => identityOf(state, service) ?? newIdentity(state, service, deps.newId);
    const systemPrincipalId = body.value.on ? own() : null;
    service.identity = { ...service.identity, systemPrincipalId };
    service.revision += 1;
    return c.json(service.identity);
  });

  app.put('/services/:service/configuration/:collection/:entity', async (c) => {
    const service = serviceOf(c, state);
    if (service === null) return unknown(c, 'service');
    const body = await readBody(c, entity);
    if (!body.ok) return body.response;
    const others = without(service, c.req.param('collection'), c.req.param('entity'));
    const written = { name: c.req.param('entity'), ...body.value };
    service.configuration[c.req.param('collection')] = [...others, written];
    return c.json(written);
  });

  app.delete('/services/:service/configuration/:collection/:entity', (c) => {
    const service = serviceOf(c, state);
    if (service === null) return unknown(c, 'service');
    const { collection, entity: name } = c.req.param();
    service.configuration[collection] = without(service, collection, name);
    return c.json({ deleted: name });
  });
}

function summary(service: ApiService): Record<string, unknown> {
  return {
    id: serviceId(service),
    name: service.name,
    tier: service.sku.name,
    location: service.location,
    provisioningState: service.provisioningState,
  };
}

function without(service: ApiService, collection: string, name: string): Entity[] {
  return (service.configuration[collection] ?? []).filter((each) => each.name !== name);
}

function apply(deps: ControlDeps, service: ApiService, wanted: z.output<typeof change>): void {
  const { provisioningState, tier, capacity, tags, settings, minApiVersion } = wanted;
  if (provisioningState !== undefined) service.provisioningState = provisioningState;
  service.sku = { name: tier ?? service.sku.name, capacity: capacity ?? service.sku.capacity };
  if (tags !== undefined) service.tags = tags;
  service.settings = { ...service.settings, ...settings };
  if (minApiVersion !== undefined) service.settings.apiVersionConstraint = { minApiVersion };
  if (wanted.systemIdentity !== undefined) {
    const person =
      wanted.systemIdentity === null ? null : identityNamed(deps, wanted.systemIdentity);
    service.identity = { ...service.identity, systemPrincipalId: person?.objectId ?? null };
  }
  if (wanted.userIdentities !== undefined) {
    const attached = wanted.userIdentities.flatMap((name) => {
      const person = identityNamed(deps, name);
      if (person?.clientId == null) return [];
      const resourceId = `/subscriptions/${service.subscriptionId}/resourceGroups/${service.resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${person.displayName}`;
      return [{ resourceId, principalId: person.objectId, clientId: person.clientId }];
    });
    service.identity = { ...service.identity, attached };
  }
  service.revision += 1;
}

function identityNamed(
  deps: ControlDeps,
  name: string,
): ControlDeps['state']['people'][number] | null {
  const identities = deps.state.people.filter((each) => each.kind === 'managed-identity');
  return (
    identities.find((each) => [each.displayName, each.objectId, each.clientId].includes(name)) ??
    null
  );
}
