import type { Directory, Principal } from '../seams.ts';
import type { Tenant, WorldState } from './model.ts';

/** The people of the world as the sign-in room looks them up. Names are compared without regard to case. */
export function createDirectory(state: WorldState): Directory {
  return {
    tenants: () => state.tenants.map((each) => ({ ...each })),
    find: (tenant, idOrName) => {
      const tenants = tenantsNamed(state.tenants, tenant);
      const wanted = idOrName.toLowerCase();
      return (
        state.people.find(
          (person) =>
            tenants.some((each) => each.id === person.tenantId) && namesOf(person).includes(wanted),
        ) ?? null
      );
    },
  };
}

/** `common` and `organizations` stand for every tenant, as they do at Entra ID. */
function tenantsNamed(tenants: Tenant[], name: string): Tenant[] {
  const wanted = name.toLowerCase();
  if (wanted === 'common' || wanted === 'organizations') return tenants;
  return tenants.filter(({ id, name: own, domains }) => [id, own, ...domains].includes(wanted));
}

function namesOf(person: Principal): string[] {
  const names = [person.objectId, person.clientId, person.userPrincipalName];
  if (person.kind !== 'user') names.push(person.displayName);
  return names.filter((name) => name !== null).map((name) => name.toLowerCase());
}
