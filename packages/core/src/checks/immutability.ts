import { type Check, verdictsOf } from '../domain/check.ts';
import type { Look } from '../ports/azure.ts';
import type { ContainerResource } from '../ports/storage-accounts.ts';

/** Whether the container keeps what is in it from being changed. How API Management writes into such a one is not documented (facts/azure.md 3.2). */
export function checkImmutability(look: Look<ContainerResource>): Check {
  const is = verdictsOf({ name: 'immutability', threshold: 'none on the container' });
  if (!look.seen) {
    return look.why.kind === 'absent'
      ? is.skip('the container does not exist')
      : is.unknown(look.why);
  }
  const { immutableDays, legalHold } = look.value;
  if (immutableDays === null && !legalHold) return is.pass('none');
  const what = [
    ...(immutableDays === null ? [] : [`blobs cannot be changed for ${immutableDays} days`]),
    ...(legalHold ? ['it is under a legal hold'] : []),
  ].join(' and ');
  return is.warn(
    `${what}; whether Azure can write a backup there is not documented`,
    'Try it once with a backup nobody needs. Versions or soft delete protect backups too, without this doubt.',
  );
}
