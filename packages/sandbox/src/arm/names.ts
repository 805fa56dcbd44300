import type { DeletedService } from '../world/model.ts';
import type { ArmDeps } from './deps.ts';

/** Soft-deleted services whose 48 hours are not over. */
export function softDeleted(deps: ArmDeps): DeletedService[] {
  return deps.world.state.deleted.filter((each) => each.purgeAt > deps.clock.now());
}

/** Why a service name cannot be used, or null. Names are unique in all of Azure. The text of the second is assumed. */
export function nameTaken(deps: ArmDeps, name: string): { code: string; message: string } | null {
  const wanted = name.toLowerCase();
  if (softDeleted(deps).some((each) => each.service.name.toLowerCase() === wanted)) {
    const message = `Api service ${name} was soft-deleted. In order to create the new service with the same name, you have to either undelete the service or purge it. See https://aka.ms/apimsoftdelete.`;
    return { code: 'ServiceAlreadyExistsInSoftDeletedState', message };
  }
  if (deps.world.state.services.some((each) => each.name.toLowerCase() === wanted)) {
    return { code: 'ServiceAlreadyExists', message: `Api service already exists: ${name}` };
  }
  return null;
}
