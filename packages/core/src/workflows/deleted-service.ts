import type { Service } from '../domain/configuration.ts';
import type { DeletedService, Look } from '../ports/azure.ts';
import type { Work } from './work.ts';

/** Looks whether a service is soft-deleted: null when Azure lists no such one. Reads only. */
export async function findDeleted(
  work: Work,
  service: Service,
  signal?: AbortSignal,
): Promise<Look<DeletedService | null>> {
  const { apiManagement } = work.ports.azure(service.signIn);
  const look = await apiManagement.listDeleted(service.subscription, signal);
  if (!look.seen) return look;
  const wanted = service.resourceId.toLowerCase();
  const found = look.value.find(({ resourceId }) => resourceId.toLowerCase() === wanted);
  return { ...look, value: found ?? null };
}

/** Keeps until when a service that does not exist can be undeleted, so that screens need no network. */
export async function keepPurgeDeadline(
  work: Work,
  service: Service,
  deleted: DeletedService | null,
): Promise<void> {
  await work.ports.store.update((draft) => {
    const known = draft.get('service', service.id);
    if (known === null || known.exists) return;
    const { purgeAt: _, ...record } = known;
    const purgeAt = deleted?.purgeAt ?? null;
    draft.put('service', purgeAt === null ? record : { ...record, purgeAt });
  });
}
