import type { Service, Storage } from '../../domain/configuration.ts';
import type { RoleAssignment } from '../../ports/authorization.ts';
import type { Look, ServiceResource } from '../../ports/azure.ts';
import type { Snapshot } from '../../ports/store.ts';
import type { Work } from '../work.ts';
import type { AccountLooks } from './account-looks.ts';
import { lookWithin, notSeen } from './look-within.ts';

/** Who wants to get in where; the memory is null when it cannot be read. */
export type RoleAsked = {
  service: Service;
  storage: Storage;
  account: AccountLooks;
  snapshot: Snapshot | null;
};

type Identity = ServiceResource['identity'];

/**
 * What roles the identity that a service opens a storage with holds there; null when there is none to
 * ask about. Asked at once about the identity that is remembered, and again only if it turns out to be
 * another by now: a plan should not wait for two answers one after the other.
 */
export async function lookAtRoles(
  work: Work,
  what: RoleAsked,
  looking: Promise<Look<ServiceResource>>,
  signal: AbortSignal | undefined,
): Promise<Look<RoleAssignment[]> | null> {
  const { service, storage, account, snapshot } = what;
  if (storage.access === 'access-key') return null;
  const known = snapshot?.get('service', service.id)?.identity ?? null;
  const guess = known === null ? null : principalOf(known, storage);
  const ask = (principal: string) => rolesOf(work, service.signIn, principal, account, signal);
  const first = guess === null ? null : ask(guess);
  const look = await looking;
  const principal = look.seen ? principalOf(look.value.identity, storage) : guess;
  if (principal !== null) return principal === guess && first !== null ? first : ask(principal);
  return look.seen ? null : look;
}

async function rolesOf(
  work: Work,
  signIn: string,
  principal: string,
  account: AccountLooks,
  signal: AbortSignal | undefined,
): Promise<Look<RoleAssignment[]>> {
  const scope = await account.scope();
  if (scope === null) return notSeen('the storage account was not found');
  return lookWithin(work.ports.clock, signal, (each) =>
    work.ports.azure(signIn).authorization.roles(scope, principal, each),
  );
}

function principalOf(identity: Identity, { access, clientId }: Storage): string | null {
  if (access === 'system-identity') return identity.principalId;
  const wanted = clientId?.toLowerCase();
  const one = identity.userAssigned.find((each) => each.clientId?.toLowerCase() === wanted);
  return one?.principalId ?? null;
}
