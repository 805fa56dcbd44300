import { z } from 'zod';
import type { ApiService, Entity } from '../world/model.ts';
import { serviceId } from '../world/resource-id.ts';
import { type ChildStep, readChildPath } from './collections.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { servicePath, spelledParts } from './deps.ts';
import { collectionAt, entityEtag, entityResource, findEntity, pathOf } from './entities.ts';
import { readEntityFilter } from './entity-filter.ts';
import { gatewayError, providerError } from './errors.ts';
import { reachService } from './find.ts';
import { note, traceOf } from './journal.ts';
import { refuseLocked } from './locks.ts';
import { countParameter } from './paging.ts';

type Child = { service: ApiService; steps: ChildStep[]; entities: Entity[]; entity: Entity | null };

const putBody = z.object({ properties: z.record(z.string(), z.unknown()) });

/** The configuration of a service: every child collection of facts 1.6, to read, to change and to reveal secrets of. */
export function childRoutes(app: ArmApp, deps: ArmDeps): void {
  // Hono answers HEAD with the GET route and drops the body.
  app.get(`${servicePath}/*`, (c) => {
    const child = reachChild(c, deps, 'read');
    if (child.steps.at(-1)?.name === null) return list(c, deps, child);
    const entity = child.entity ?? missing(child.steps);
    c.header('ETag', `"${entityEtag(entity)}"`);
    return c.json(entityResource(child.service, child.steps, entity));
  });
  app.put(`${servicePath}/*`, (c) => put(c, deps));
  app.delete(`${servicePath}/*`, (c) => remove(c, deps));
  app.post(`${servicePath}/*`, (c) => reveal(c, deps));
}

function reachChild(c: ArmContext, deps: ArmDeps, verb: string, isPost = false): Child {
  const below = spelledParts(c.req.raw).slice(8);
  const path = isPost ? below.slice(0, -1) : below;
  const steps = readChildPath(path);
  if (steps === null) throw gatewayError(404, 'NotFound', 'The requested path does not exist.');
  const kind = steps.map((step) => step.collection).join('/');
  const action = `Microsoft.ApiManagement/service/${kind}/${verb}`;
  const service = reachService(c, deps, action, `/${path.join('/')}`);
  const entities = collectionAt(service, steps);
  if (entities === null) return missing(steps);
  return { service, steps, entities, entity: findEntity(entities, steps.at(-1)?.name ?? null) };
}

function list(c: ArmContext, deps: ArmDeps, child: Child): Response {
  const url = new URL(c.req.url);
  const top = countParameter(url, '$top', deps.options.pageSize, 1);
  const skip = countParameter(url, '$skip', 0, 0);
  const found = child.entities.filter(readEntityFilter(url.searchParams.get('$filter')));
  const value = found
    .slice(skip, skip + top)
    .map((each) => entityResource(child.service, child.steps, each));
  const next = new URL(url.pathname + url.search, deps.origin());
  next.searchParams.set('$skip', `${skip + value.length}`);
  const hasMore = skip + value.length < found.length && !url.searchParams.has('$top');
  return c.json({ value, count: found.length, ...(hasMore ? { nextLink: next.href } : {}) });
}

async function put(c: ArmContext, deps: ArmDeps): Promise<Response> {
  const { service, steps, entities, entity } = reachChild(c, deps, 'write');
  const name = steps.at(-1)?.name;
  const parsed = putBody.safeParse(await c.req.json().catch(() => null));
  if (name === null || name === undefined || !parsed.success) {
    throw providerError(400, 'ValidationError', 'One or more fields contain incorrect values.');
  }
  refuseLocked(deps, serviceId(service), 'write');
  requireMatch(c, entity);
  const written: Entity = {
    ...entity,
    name: entity?.name ?? name,
    ...split(parsed.data.properties, entity),
  };
  if (entity === null) entities.push(written);
  else entities.splice(entities.indexOf(entity), 1, written);
  wrote(
    c,
    deps,
    { service, steps, entities, entity: written },
    'write',
    entity === null ? 'Created' : 'OK',
  );
  c.header('ETag', `"${entityEtag(written)}"`);
  return c.json(entityResource(service, steps, written), entity === null ? 201 : 200);
}

function remove(c: ArmContext, deps: ArmDeps): Response {
  const child = reachChild(c, deps, 'delete');
  refuseLocked(deps, serviceId(child.service), 'delete');
  if (child.entity === null) return c.body(null, 204);
  requireMatch(c, child.entity);
  child.entities.splice(child.entities.indexOf(child.entity), 1);
  wrote(c, deps, child, 'delete', 'OK');
  return c.body(null, 200);
}

/** `listValue`, `listSecrets`, `listKeys`: the only calls that answer secrets. */
function reveal(c: ArmContext, deps: ArmDeps): Response {
  const verb = spelledParts(c.req.raw).at(-1) ?? '';
  const known = ['listValue', 'listSecrets', 'listKeys'].find(
    (each) => each.toLowerCase() === verb.toLowerCase(),
  );
  if (known === undefined)
    throw gatewayError(404, 'NotFound', 'The requested path does not exist.');
  const { steps, entity } = reachChild(c, deps, `${known}/action`, true);
  if (entity?.secret === undefined) return missing(steps);
  return c.json(entity.secret);
}

/** A secret named value's text is kept apart from what a GET shows. */
function split(
  properties: Record<string, unknown>,
  before: Entity | null,
): Pick<Entity, 'properties' | 'secret'> {
  const { value, ...rest } = properties;
  if (properties.secret !== true || typeof value !== 'string') return { properties };
  return { properties: rest, secret: { ...before?.secret, value } };
}

function requireMatch(c: ArmContext, entity: Entity | null): void {
  const wanted = c.req.header('if-match');
  if (wanted === undefined || wanted === '*' || entity === null) return;
  if (wanted.replace(/^W\//, '').replaceAll('"', '') === entityEtag(entity)) return;
  throw providerError(
    412,
    'PreconditionFailed',
    'The specified etag does not match the one of the resource.',
  );
}

function wrote(c: ArmContext, deps: ArmDeps, child: Child, verb: string, subStatus: string): void {
  const { service, steps, entity } = child;
  note(deps, {
    service,
    below: pathOf(steps, entity?.name ?? ''),
    verb: `${steps.map((step) => step.collection).join('/')}/${verb}`,
    status: 'Succeeded',
    subStatus,
    trace: traceOf(c),
  });
}

function missing(steps: ChildStep[]): never {
  const kind = steps.at(-1)?.collection ?? '';
  throw providerError(404, 'ResourceNotFound', `${kind} not found.`);
}
