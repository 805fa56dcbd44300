/** Storage "naming rules for accounts" (read 2026-11-23): 3 to 24 lower-case letters and digits. */
const accountRule = /^[a-z0-9]{3,24}$/;

/**
 * "Naming and referencing containers" (read 2026-11-23): 3 to 63 lower-case letters, digits and
 * single hyphens; also `$root` and its like.
 */
const containerRule = /^(?=.{3,63}$)(?:\$[a-z]+|[a-z0-9]+(?:-[a-z0-9]+)*)$/;

/** Whether a name may be that of a storage account: only such a name goes into an address. */
export function isAccountName(name: string): boolean {
  return accountRule.test(name);
}

/** Whether a name may be that of a container. */
export function isContainerName(name: string): boolean {
  return containerRule.test(name);
}
