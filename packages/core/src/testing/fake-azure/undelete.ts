import type { Instant } from '../../domain/instant.ts';
import type { StartAnswer } from '../../ports/azure.ts';
import { failure, type World } from './world.ts';

/** Brings a soft-deleted service back at once, with all it held, as Azure does in minutes. */
export function undelete(world: World, resourceId: string, now: Instant): StartAnswer {
  const id = resourceId.toLowerCase();
  const kept = world.deleted.get(id);
  if (kept === undefined) {
    const azure = failure(world, 404, 'ResourceNotFound', `${resourceId} is not soft-deleted.`);
    return { kind: 'rejected', azure };
  }
  world.deleted.delete(id);
  world.services.set(id, kept.service);
  world.count += 1;
  const requestId = `request-${world.count}`;
  return { kind: 'finished', date: now, requestId, correlationId: requestId };
}
