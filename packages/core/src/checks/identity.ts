import { type Check, verdictsOf } from '../domain/check.ts';
import type { Storage } from '../domain/configuration.ts';
import type { Look, ServiceResource } from '../ports/azure.ts';

/** Whether the service has the identity it is to get into the storage with. It is that of the service called, for a restore the target's (facts/azure.md 1.1). */
export function checkIdentity(
  storage: Pick<Storage, 'access' | 'clientId'>,
  look: Look<Pick<ServiceResource, 'name' | 'identity'>>,
): Check {
  const is = verdictsOf({ name: 'identity', threshold: 'the one the storage is opened with' });
  if (storage.access === 'access-key') return is.skip('the storage is opened with a key');
  if (!look.seen) return is.unknown(look.why);
  const { name, identity } = look.value;
  if (storage.access === 'system-identity') {
    if (identity.principalId !== null) return is.pass('its own');
    return is.fail(
      `${name} has no identity of its own`,
      `Switch it on (az apim update --name ${name} --enable-managed-identity true) and give it the role Storage Blob Data Contributor.`,
      'check-failed',
    );
  }
  const wanted = storage.clientId?.toLowerCase() ?? '';
  if (identity.userAssigned.some(({ clientId }) => clientId?.toLowerCase() === wanted))
    return is.pass(`the user-assigned one with client id ${wanted}`);
  // One whose client id Azure did not tell may be the one.
  if (identity.userAssigned.some(({ clientId }) => clientId === null)) {
    const words = `Azure does not tell the client ids of all identities of ${name}`;
    return is.unknown({ words, remedy: null });
  }
  return is.fail(
    `${name} has no user-assigned identity with client id ${wanted}`,
    'Assign it to the service in the portal ("Managed identities"), or correct `clientId` in the configuration. It is the client id, not the object id.',
    'check-failed',
  );
}
