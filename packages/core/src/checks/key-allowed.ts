import { type Check, verdictsOf } from '../domain/check.ts';
import type { StorageAccess } from '../domain/configuration.ts';
import type { Look } from '../ports/azure.ts';
import type { StorageAccountResource } from '../ports/storage-accounts.ts';

/** Whether the account takes its key, where one is used (facts/azure.md 1.8: 403 KeyBasedAuthenticationNotPermitted). */
export function checkSharedKey(
  account: string,
  look: Look<StorageAccountResource>,
  access: StorageAccess,
): Check {
  const is = verdictsOf({ name: 'shared-key', threshold: 'allowed where a key is used' });
  if (access !== 'access-key') return is.skip('no key is used');
  if (!look.seen) return is.unknown(look.why);
  if (look.value.sharedKeyAllowed) return is.pass('allowed');
  return is.fail(
    `${account} does not allow its key to be used`,
    'Use `access: system-identity`, or allow it: az storage account update --allow-shared-key-access true',
    'check-failed',
  );
}
