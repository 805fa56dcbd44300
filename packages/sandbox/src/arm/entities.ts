import { createHash } from 'node:crypto';
import type { ApiService, Entity } from '../world/model.ts';
import { serviceId } from '../world/resource-id.ts';
import type { ChildStep } from './collections.ts';

/** The entities of the collection a path ends in; null when something above it is missing. */
export function collectionAt(service: ApiService, steps: ChildStep[]): Entity[] | null {
  let level = service.configuration;
  for (const [index, step] of steps.entries()) {
    level[step.collection] ??= [];
    const entities = level[step.collection] ?? [];
    if (index === steps.length - 1) return entities;
    const entity = findEntity(entities, step.name);
    if (entity === null) return null;
    entity.children ??= {};
    level = entity.children;
  }
  return null;
}

/** An entity by name, whatever the case. */
export function findEntity(entities: Entity[], name: string | null): Entity | null {
  const wanted = name?.toLowerCase();
  return entities.find((each) => each.name.toLowerCase() === wanted) ?? null;
}

/** An entity as a GET answers it: without what only its secret call gives. */
export function entityResource(
  service: ApiService,
  steps: ChildStep[],
  entity: Entity,
): Record<string, unknown> {
  return {
    id: `${serviceId(service)}/${pathOf(steps, entity.name)}`,
    type: `Microsoft.ApiManagement/service/${steps.map((step) => step.collection).join('/')}`,
    name: entity.name,
    properties: entity.properties,
  };
}

/** The path below the service of the entity `name` in the collection `steps` end in. */
export function pathOf(steps: ChildStep[], name: string): string {
  return steps
    .map((step, index) => `${step.collection}/${index === steps.length - 1 ? name : step.name}`)
    .join('/');
}

/** An entity's etag: it changes when the entity does. */
export function entityEtag(entity: Entity): string {
  const { properties, secret } = entity;
  return createHash('sha256')
    .update(JSON.stringify({ properties, secret }))
    .digest('base64')
    .slice(0, 16);
}
