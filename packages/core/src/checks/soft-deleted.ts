import { type Check, verdictsOf } from '../domain/check.ts';
import type { Instant } from '../domain/instant.ts';
import { utcTimeAndRelative } from '../domain/relative-time.ts';
import type { DeletedService, Look } from '../ports/azure.ts';

/** Whether the service is one of those that Azure keeps for 48 hours after their deletion (facts/azure.md 1.4). */
export function checkSoftDeleted(
  label: string,
  look: Look<unknown>,
  deleted: Pick<DeletedService, 'purgeAt'> | null,
  now: Instant,
): Check {
  const is = verdictsOf({ name: 'soft-deleted', threshold: 'not deleted' });
  if (deleted === null) return look.seen ? is.pass('not deleted') : is.unknown(look.why);
  const until =
    deleted.purgeAt === null
      ? ''
      : `, and is gone for good ${utcTimeAndRelative(deleted.purgeAt, now)}`;
  return is.fail(
    `${label} was deleted${until}`,
    `\`apim undelete ${label}\` brings it back with all it held.`,
    'service-not-found',
  );
}
