import type { Directory, Principal } from '../seams.ts';
import { given, type Outcome, refusals } from './sign-in-error.ts';

/**
 * The path segment a client signs in under. `adfs`, `common` and
 * `organizations` stand for every tenant; who signs in decides.
 */
export type Authority = { segment: string; tenantId: string | null };

const everyTenant = new Set(['adfs', 'common', 'organizations']);

/** Resolves a path segment. Errors: AADSTS90002 for a tenant that does not exist. */
export function resolveAuthority(directory: Directory, segment: string): Outcome<Authority> {
  const wanted = segment.toLowerCase();
  if (everyTenant.has(wanted)) return given({ segment: wanted, tenantId: null });
  const tenant = directory
    .tenants()
    .find(({ id, name, domains = [] }) =>
      [id, name, ...domains].some((each) => each.toLowerCase() === wanted),
    );
  if (tenant === undefined) return refusals.unknownTenant(segment);
  return given({ segment, tenantId: tenant.id });
}

/** Finds who is meant, in the authority's tenant or, without one, in any. */
export function findPrincipal(
  directory: Directory,
  authority: Authority,
  idOrName: string,
): Principal | null {
  const tenants =
    authority.tenantId === null ? directory.tenants().map(({ id }) => id) : [authority.tenantId];
  for (const tenant of tenants) {
    const found = directory.find(tenant, idOrName);
    if (found !== null) return found;
  }
  return null;
}

/** Finds a user by principal name or object id. */
export function findUser(
  directory: Directory,
  authority: Authority,
  name: string,
): Principal | null {
  const found = findPrincipal(directory, authority, name);
  return found?.kind === 'user' ? found : null;
}

/** Clients that every tenant knows: Azure CLI (also @azure/identity's default) and Azure PowerShell. */
const firstParty = new Set([
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  '1950a258-227b-4e31-a9cf-717495945fc2',
]);

/** May this client id ask for a user's sign-in here? */
export function isKnownClient(
  directory: Directory,
  authority: Authority,
  clientId: string,
): boolean {
  if (firstParty.has(clientId.toLowerCase())) return true;
  const found = findPrincipal(directory, authority, clientId);
  return found?.kind === 'application' && found.clientId?.toLowerCase() === clientId.toLowerCase();
}
