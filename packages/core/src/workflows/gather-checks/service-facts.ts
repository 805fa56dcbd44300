import { sameResource } from '../../arm/resource-id.ts';
import type { Service } from '../../domain/configuration.ts';
import type { LockEntry, PermissionSet } from '../../ports/authorization.ts';
import type { DeletedService, Look, ServiceResource } from '../../ports/azure.ts';
import { keepLook } from '../look-at-service.ts';
import type { Work } from '../work.ts';
import { lookWithin } from './look-within.ts';

/** What Azure says about a service itself. */
export type ServiceFacts = {
  look: Look<ServiceResource>;
  workspaces: Look<{ count: number }>;
  rights: Look<PermissionSet[]>;
  locks: Look<LockEntry[]>;
  /** Its entry among the soft-deleted; looked for only when the service is absent. */
  deleted: DeletedService | null;
};

/**
 * The look at the service itself, under the time limit of all looks; what it saw is kept.
 * Errors: those of the store; `config-invalid` for a sign-in that does not exist.
 */
export async function lookAtServiceWithin(
  work: Work,
  service: Service,
  signal: AbortSignal | undefined,
): Promise<Look<ServiceResource>> {
  const { apiManagement } = work.ports.azure(service.signIn);
  const look = await lookWithin(work.ports.clock, signal, (each) =>
    apiManagement.get(service.resourceId, each),
  );
  await keepLook(work, service, look);
  return look;
}

/** Looks at a service from all sides at once; `look` is on its way already. */
export async function gatherServiceFacts(
  work: Work,
  service: Service,
  looking: Promise<Look<ServiceResource>>,
  signal: AbortSignal | undefined,
): Promise<ServiceFacts> {
  const azure = () => work.ports.azure(service.signIn);
  const { clock } = work.ports;
  const { resourceId } = service;
  const [look, workspaces, rights, locks] = await Promise.all([
    looking,
    lookWithin(clock, signal, (each) => azure().apiManagement.workspaces(resourceId, each)),
    lookWithin(clock, signal, (each) => azure().authorization.permissions(resourceId, each)),
    lookWithin(clock, signal, (each) => azure().authorization.locks(resourceId, each)),
  ]);
  const isGone = !look.seen && look.why.kind === 'absent';
  const deleted = isGone ? await findDeleted(work, service, signal) : null;
  return { look, workspaces, rights, locks, deleted };
}

async function findDeleted(
  work: Work,
  { signIn, subscription, resourceId }: Service,
  signal: AbortSignal | undefined,
): Promise<DeletedService | null> {
  const all = await lookWithin(work.ports.clock, signal, (each) =>
    work.ports.azure(signIn).apiManagement.listDeleted(subscription, each),
  );
  const is = (one: DeletedService): boolean => sameResource(one.resourceId, resourceId);
  return all.seen ? (all.value.find(is) ?? null) : null;
}
