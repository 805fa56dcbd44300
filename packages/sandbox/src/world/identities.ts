import type { ApiService, Person, WorldState } from './model.ts';

/**
 * A new identity of a service's own. As in Azure it has no role yet, also when
 * the service had one before.
 *
 * Effects: adds the principal to the world. Gives its object id.
 */
export function newIdentity(state: WorldState, service: ApiService, newId: () => string): string {
  const home = state.subscriptions.find((each) => each.id === service.subscriptionId);
  const person: Person = {
    kind: 'managed-identity',
    tenantId: home?.tenantId ?? '',
    objectId: newId(),
    clientId: newId(),
    displayName: service.name,
    userPrincipalName: null,
    secrets: [],
    certificates: [],
    federated: [],
  };
  state.people.push(person);
  return person.objectId;
}

/** The first identity that bears the service's name, with whatever roles it was given; null when there is none. */
export function identityOf(state: WorldState, service: ApiService): string | null {
  const found = state.people.find(
    (each) => each.kind === 'managed-identity' && each.displayName === service.name,
  );
  return found?.objectId ?? null;
}
