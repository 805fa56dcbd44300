import type { Operation } from '../world/model.ts';
import { serviceId } from '../world/resource-id.ts';
import type { ArmDeps } from './deps.ts';

/** A deleted service can be brought back for 48 hours (how-to "soft delete"). */
const softDeleteMs = 48 * 3_600_000;

/** What the end of a create, delete, undelete or purge does to the service. */
export function endLifecycle(deps: ArmDeps, operation: Operation): void {
  const { state } = deps.world;
  if (operation.kind === 'Purge') {
    state.deleted = state.deleted.filter(
      (each) => serviceId(each.service).toLowerCase() !== operation.service,
    );
    return;
  }
  const index = state.services.findIndex(
    (each) => serviceId(each).toLowerCase() === operation.service,
  );
  const service = state.services[index];
  if (service === undefined) return;
  switch (operation.kind) {
    case 'Delete':
      state.services.splice(index, 1);
      state.deleted.push({
        service: { ...service, provisioningState: 'Deleted' },
        deletedAt: operation.endAt,
        purgeAt: operation.endAt + softDeleteMs,
      });
      break;
    case 'Create':
    case 'Undelete':
      service.provisioningState = 'Succeeded';
      service.revision += 1;
      break;
    case 'Backup':
    case 'Restore':
    case 'Outside':
      break;
    default:
      operation.kind satisfies never;
  }
}
