import { type Check, verdictsOf } from '../domain/check.ts';
import type { Instant } from '../domain/instant.ts';
import { relativeTime } from '../domain/relative-time.ts';
import type { Look, ServiceResource } from '../ports/azure.ts';
import type { GeoCopy, StorageAccountResource } from '../ports/storage-accounts.ts';

/** A backup takes minutes, and its copy minutes more: until then a copy that lacks it is as it should be. Milliseconds. */
const usualMs = 60 * 60 * 1000;

/** Whether the copy of the account in another region has the newest backup; asked only where that copy is the way out. */
export function checkGeoCopy(
  facts: {
    service: Look<Pick<ServiceResource, 'region'>>;
    account: Look<StorageAccountResource>;
    copy: Look<GeoCopy | null>;
    /** When the newest backup was made; null when there is none. */
    newest: Instant | null;
  },
  now: Instant,
): Check {
  const is = verdictsOf({ name: 'geo-copy', threshold: 'has the newest backup' });
  const { service, account, copy, newest } = facts;
  if (!account.seen) return is.unknown(account.why);
  const { primaryRegion, secondaryRegion } = account.value;
  if (service.seen && service.value.region !== primaryRegion)
    return is.skip(`the account itself is elsewhere, in ${primaryRegion}`);
  if (secondaryRegion === null) return is.skip('the account has no copy');
  if (!copy.seen) return is.unknown(copy.why);
  const { value } = copy;
  if (value === null || value.lastSyncAt === null) {
    const state = value?.status ?? 'unknown';
    return is.unknown({ words: `Azure does not say how far the copy is (${state})`, remedy: null });
  }
  const measured = `the copy in ${secondaryRegion} is as of ${relativeTime(value.lastSyncAt, now)}`;
  if (newest === null || value.lastSyncAt >= newest || now - newest < usualMs) {
    return is.pass(measured);
  }
  return is.warn(
    `${measured}, and lacks the newest backup, made ${relativeTime(newest, now)}`,
    'Look at the state of the copy in the portal ("Redundancy"): until it has caught up, a failover loses what is newer.',
  );
}
