import { allows } from '../arm/permissions.ts';
import { type Check, verdictsOf } from '../domain/check.ts';
import type { PermissionSet } from '../ports/authorization.ts';
import type { Look } from '../ports/azure.ts';
import { getRight } from './own-rights.ts';

const action = 'Microsoft.Storage/storageAccounts/listKeys/action';

/** Whether we may have the account's key, where it comes from Azure; `look` is null where it does not. */
export function checkListKeys(account: string, look: Look<PermissionSet[]> | null): Check {
  const is = verdictsOf({ name: 'list-keys', threshold: action });
  if (look === null) return is.skip('no key comes from Azure');
  if (!look.seen) return is.unknown(look.why);
  if (allows(look.value, action)) return is.pass('may list its keys');
  return is.fail(
    `the account signed in may not have the key of ${account}: it lacks ${action}`,
    `${getRight} Or use an identity instead of a key: \`access: system-identity\`.`,
    'not-allowed',
  );
}
