import { type Check, verdictsOf } from '../domain/check.ts';
import type { Look } from '../ports/azure.ts';

/**
 * Whether the container is there: on the data plane, else as the resource manager tells. A backup may
 * create it, so its absence only warns (facts/azure.md 3.2).
 */
export function checkContainer(
  place: { account: string; container: string },
  look: Look<unknown>,
  otherwise: Look<unknown> = look,
): Check {
  const is = verdictsOf({ name: 'container', threshold: 'exists' });
  const told = look.seen || look.why.kind === 'absent' ? look : otherwise;
  if (told.seen) return is.pass('exists');
  if (told.why.kind !== 'absent') return is.unknown(look.seen ? told.why : look.why);
  const { account, container } = place;
  return is.warn(
    `${container} does not exist; Azure says that a backup creates it, which is not to be relied on`,
    `az storage container create --name ${container} --account-name ${account} --auth-mode login`,
  );
}
