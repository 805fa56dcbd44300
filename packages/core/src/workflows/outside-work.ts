import type { Service } from '../domain/configuration.ts';
import { isIdle } from '../domain/service-seen.ts';
import type { ActivityEvent, ServiceResource } from '../ports/azure.ts';
import { lookWithin } from './gather-checks/look-within.ts';
import type { Work } from './work.ts';

/** Somebody else's management operation, as far as the activity log tells. */
export type OutsideWork = { caller: string | null; what: string };

/** Backups and restores take up to 45 minutes and more; an older event is not what runs now. */
const lookBackMs = 3 * 60 * 60 * 1000;

/**
 * Who keeps a busy service busy, when it is not one of our operations: the newest backup, restore
 * or write in the activity log that has not ended. Null when the service is idle, or nobody knows.
 */
export async function outsideWork(
  work: Work,
  service: Service,
  seen: ServiceResource | null,
  signal?: AbortSignal,
): Promise<OutsideWork | null> {
  if (seen === null || isIdle(seen.provisioningState)) return null;
  const now = work.ports.clock.now();
  const { subscription, resourceGroup, resourceId } = service;
  const query = { subscription, resourceGroup, resourceId, from: now - lookBackMs, to: now };
  const log = await lookWithin(work.ports.clock, signal, (each) =>
    work.ports.azure(service.signIn).activityLog.read(query, each),
  );
  if (!log.seen) return null;
  const ended = new Set(log.value.filter(isEnd).map((event) => event.correlationId));
  const open = log.value
    .filter((event) => !isEnd(event) && !ended.has(event.correlationId))
    .reduce<ActivityEvent | null>(
      (best, each) => (best === null || each.at > best.at ? each : best),
      null,
    );
  if (open === null) return null;
  const what = /(backup|restore)\/action$/.exec(open.operationName)?.[1] ?? 'change';
  return { caller: open.caller, what };
}

function isEnd(event: ActivityEvent): boolean {
  return event.status === 'succeeded' || event.status === 'failed' || event.status === 'canceled';
}
