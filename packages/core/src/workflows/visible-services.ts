import type { Azure, FleetEntry, SubscriptionEntry, Unseen } from '../ports/azure.ts';
import { sideBySide } from './side-by-side.ts';

/** What the signed-in person can see; `why` tells when part of it, or all, could not be read. */
export type Visible<T> = { found: T[]; why: Unseen | null };

const atOnce = 8;

/** The subscriptions that are in use; a disabled one can still be read. */
export async function visibleSubscriptions(
  azure: Azure,
  signal?: AbortSignal,
): Promise<Visible<SubscriptionEntry>> {
  const look = await azure.subscriptions.list(signal);
  signal?.throwIfAborted();
  return look.seen ? { found: look.value, why: null } : { found: [], why: look.why };
}

/**
 * The API Management services in these subscriptions: by Resource Graph in one question, else by a
 * list of each subscription, where Resource Graph is not there or not allowed. By name.
 */
export async function visibleServices(
  azure: Azure,
  subscriptions: readonly string[],
  signal?: AbortSignal,
): Promise<Visible<FleetEntry>> {
  if (subscriptions.length === 0) return { found: [], why: null };
  const rows = await azure.apiManagement.query([...subscriptions], signal);
  signal?.throwIfAborted();
  if (rows.seen) return { found: byName(rows.value), why: null };
  const lists = await sideBySide(subscriptions, atOnce, signal, (subscription) =>
    azure.apiManagement.list({ subscription }, signal),
  );
  signal?.throwIfAborted();
  const found = lists.flatMap((list, at): FleetEntry[] => {
    if (!list.seen) return [];
    const subscription = subscriptions[at] ?? '';
    return list.value.map(({ resourceId, name, tier, region, provisioningState }) => ({
      resourceId,
      name,
      tier,
      region,
      subscription,
      resourceGroup: '',
      provisioningState,
    }));
  });
  const refused = lists.find((list) => !list.seen);
  return { found: byName(found), why: refused === undefined || refused.seen ? null : refused.why };
}

function byName(entries: readonly FleetEntry[]): FleetEntry[] {
  return entries.toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
}
