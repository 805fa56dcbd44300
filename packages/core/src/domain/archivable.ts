import type { Approval } from './approval.ts';
import { type Backup, isExpired, restorableForMs } from './backup.ts';
import { warningId } from './expiring.ts';
import type { Pause } from './hold.ts';
import type { Instant } from './instant.ts';
import type { Notice } from './notice.ts';
import { isEnded, type Operation } from './operation.ts';
import type { ScheduledRun } from './scheduled-run.ts';
import { isEndGuessed, runsThatCount } from './typical.ts';
import type { Warning } from './warning.ts';

/** What the hot store holds, as far as archiving asks. */
export type HotRecords = {
  operations: readonly Operation[];
  backups: readonly Backup[];
  notices: readonly Notice[];
  approvals: readonly Approval[];
  warnings: readonly Warning[];
  pauses: readonly Pause[];
  runs: readonly ScheduledRun[];
};

/** What may leave it, each with the time it is filed under. */
export type Archivable = {
  operation: Filed<Operation>[];
  backup: Filed<Backup>[];
  notice: Filed<Notice>[];
  approval: Filed<Approval>[];
};

/** A record and its time. */
export type Filed<T> = { at: Instant; record: T };

const dayMs = 24 * 60 * 60 * 1000;

/** What ended so long ago leaves the hot store: 30 days. Milliseconds. */
export const archiveAfterMs = 30 * dayMs;

/** A backup leaves it 60 days after its 30 days are over, so that its service's last quarter is at hand. Milliseconds. */
export const archiveBackupAfterMs = restorableForMs + 60 * dayMs;

/**
 * What may leave the hot store at `now`. What stays is what decisions still rest on:
 * - of operations those without a known end, the newest 20 runs of a service and kind whose durations
 *   count (`domain/typical.ts`), the newest of each kind (a verdict asks whether it failed), and those
 *   that a schedule, an approval, or an open operation names;
 * - backups that are restorable, or were within 60 days;
 * - notices that are not delivered, or whose cause still stands: without them it would be told again;
 * - approvals until 30 days after their end, and while their operation is open.
 */
export function archivable(hot: HotRecords, now: Instant): Archivable {
  const needed = neededOperations(hot);
  const open = new Set(hot.operations.flatMap(({ id, status }) => (isEnded(status) ? [] : [id])));
  return {
    operation: filed(hot.operations, endOfOperation, now - archiveAfterMs).filter(
      ({ record }) => !needed.has(record.id),
    ),
    backup: filed(hot.backups, (backup) => backup.createdAt, now - archiveBackupAfterMs).filter(
      ({ record }) => record.state !== 'present' || isExpired(record, now),
    ),
    notice: filed(hot.notices, endOfNotice, now - archiveAfterMs).filter(
      ({ record }) => !stillStands(record, hot),
    ),
    approval: filed(hot.approvals, endOfApproval, now - archiveAfterMs).filter(
      ({ record }) => record.operation === null || !open.has(record.operation),
    ),
  };
}

/** How many records may leave. */
export function countOf({ operation, backup, notice, approval }: Archivable): number {
  return operation.length + backup.length + notice.length + approval.length;
}

function filed<T>(
  records: readonly T[],
  endOf: (record: T) => Instant | null,
  before: Instant,
): Filed<T>[] {
  return records.flatMap((record) => {
    const at = endOf(record);
    return at !== null && at < before ? [{ at, record }] : [];
  });
}

function endOfOperation({ status, endedAt, startedAt, plannedAt }: Operation): Instant | null {
  return isEnded(status) ? (endedAt ?? startedAt ?? plannedAt) : null;
}

function neededOperations({ operations, approvals, runs }: HotRecords): Set<string> {
  const needed = new Set<string>();
  for (const { operation } of [...runs, ...approvals])
    if (operation !== null) needed.add(operation);
  const open = new Set(operations.flatMap(({ id, status }) => (isEnded(status) ? [] : [id])));
  for (const { id, parent } of operations) {
    if (parent === null) continue;
    if (open.has(id)) needed.add(parent);
    // Its safety backup is the way back of an open restore.
    if (open.has(parent)) needed.add(id);
  }
  for (const own of Map.groupBy(operations, ({ service, kind }) => `${kind} ${service}`).values()) {
    const newestFirst = own
      .filter(({ status }) => isEnded(status))
      .sort((one, other) => (endOfOperation(other) ?? 0) - (endOfOperation(one) ?? 0));
    const tried = newestFirst.filter(
      ({ status, purpose }) => status !== 'not-started' && purpose !== 'safety',
    );
    for (const { id } of tried.slice(0, 1)) needed.add(id);
    for (const { id } of newestFirst.filter(runCounts).slice(0, runsThatCount)) needed.add(id);
  }
  return needed;
}

/** Whether its duration tells how long the next one takes. */
function runCounts(operation: Operation): boolean {
  const { status, startedAt, endedAt } = operation;
  return (
    status === 'succeeded' &&
    startedAt !== null &&
    endedAt !== null &&
    endedAt >= startedAt &&
    !isEndGuessed(operation)
  );
}

function endOfNotice({ deliveries, at, answeredAt }: Notice): Instant | null {
  const isWaiting = deliveries.some(({ status }) => status === 'due' || status === 'sending');
  return isWaiting ? null : Math.max(at, answeredAt ?? 0);
}

/** Whether what it says holds on, so that its cause would be told again if it were forgotten. */
function stillStands(
  { event, service, threshold, backup, answeredAt, operation, at }: Notice,
  { warnings, pauses, operations }: HotRecords,
): boolean {
  if (answeredAt !== null) return false;
  if (operation !== null)
    return operations.some(({ id, status }) => id === operation && !isEnded(status));
  if (event === 'pause') return pauses.some((pause) => pause.id === service && pause.since <= at);
  if (threshold === null || service === null) return false;
  const id = warningId(service, threshold);
  return warnings.some((warning) => warning.id === id && warning.backup === backup);
}

function endOfApproval({ decision, endsAt, status }: Approval): Instant | null {
  return status === 'open' ? endsAt : Math.max(endsAt, decision?.at ?? 0);
}
