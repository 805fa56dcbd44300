import { type Backup, expiresAt, isBeingDeleted, isRestorable } from './backup.ts';
import { formatDuration } from './duration.ts';
import type { Instant } from './instant.ts';
import type { Operation } from './operation.ts';
import { isEnded } from './operation.ts';
import { ownBackups } from './verdict.ts';

/** Why a backup may go, or must stay. */
export type RetentionReason =
  | 'past-keep'
  | 'not-there'
  | 'no-keep'
  | 'younger'
  | 'not-ours'
  | 'in-use'
  | 'last-restorable'
  | 'changed'
  | 'never-seen'
  | 'storage-unread'
  | 'being-deleted';

/** All it is decided on. */
export type RetentionInputs = {
  /** All backups of one service, in any order and state. */
  backups: readonly Backup[];
  /** The service's tier now; null when nobody knows. */
  tier: string | null;
  /** `keep` of the service in milliseconds; null when none is configured: then nothing goes. */
  keepMs: number | null;
  now: Instant;
  /** Ids of backups that open operations make, read or may need as a way back. */
  inUse: ReadonlySet<string>;
  /** Ids of backups whose blob is not the one that was recorded. */
  changed: ReadonlySet<string>;
  /** Ids of backups whose storage could not be read now. */
  unread: ReadonlySet<string>;
};

/** One backup: whether it may go, and why, in words. */
export type Retention = {
  backup: Backup;
  goes: boolean;
  reason: RetentionReason;
  why: string;
};

/**
 * What `prune` may take of one service and why each other stays, newest first. Only what is older
 * than `keep` goes, of our own record, seen, unchanged and in nobody's use; and never the last
 * restorable one (promise 7). A safety backup goes by the same `keep`, but never counts as the last.
 */
export function retentionOf(inputs: RetentionInputs): Retention[] {
  const kept = new Set(lastWaysBack(inputs).map(({ id }) => id));
  return inputs.backups
    .toSorted((one, other) => other.createdAt - one.createdAt)
    .map((backup) => ({ backup, ...judge(backup, inputs, kept) }));
}

/**
 * The backups that stay so that the service keeps a way back, the surest first: the newest that is
 * known to restore, and the newest that may, into the service's tier now and into each it ever had.
 * An unknown one never stands in for a known one, nor one of another tier for one that fits.
 */
export function lastWaysBack(inputs: RetentionInputs): Backup[] {
  const { tier, now, changed } = inputs;
  const candidates = ownBackups(inputs.backups)
    .filter(({ id }) => !changed.has(id))
    .toSorted((one, other) => other.createdAt - one.createdAt);
  // The service may be of another tier by now than it was seen in: of each tier the newest stays.
  const tiers = [tier, ...new Set(candidates.map((backup) => backup.tier))];
  const rules = [true, false].flatMap((surely) =>
    tiers.map((wanted) => (backup: Backup) => {
      const answer = isRestorable(backup, wanted, now);
      return surely ? answer === true : answer !== false;
    }),
  );
  return [...new Set(rules.flatMap((rule) => candidates.find(rule) ?? []))];
}

/**
 * Ids of backups that an operation without a known end makes or reads, and of safety backups of a
 * restore that has none: their way back.
 */
export function backupsInUse(
  backups: readonly Backup[],
  operations: readonly Operation[],
): Set<string> {
  const open = operations.filter(({ status }) => !isEnded(status));
  if (open.length === 0) return new Set();
  const openIds = new Set(open.map(({ id }) => id));
  const ids = new Set(open.map(({ backup }) => backup));
  const blobs = new Set(open.map((one) => `${one.account}/${one.container}/${one.blobName}`));
  const waysBack = new Set(
    operations.filter(({ parent }) => parent !== null && openIds.has(parent)).map(({ id }) => id),
  );
  return new Set(
    backups
      .filter(
        ({ id, account, container, name, operation }) =>
          ids.has(id) ||
          blobs.has(`${account}/${container}/${name}`) ||
          (operation !== null && waysBack.has(operation)),
      )
      .map(({ id }) => id),
  );
}

type Judged = Omit<Retention, 'backup'>;

function judge(backup: Backup, inputs: RetentionInputs, kept: ReadonlySet<string>): Judged {
  const { keepMs, now } = inputs;
  const ageMs = now - backup.createdAt;
  if (backup.state !== 'present') {
    return stays('not-there', backup.state === 'deleted' ? 'deleted already' : 'its blob is gone');
  }
  if (isBeingDeleted(backup, now)) return stays('being-deleted', 'is being deleted right now');
  if (keepMs === null) return stays('no-keep', 'no `keep` is configured for its service');
  if (ageMs <= keepMs) {
    return stays('younger', `younger than keep (${formatDuration(keepMs)})`);
  }
  if (backup.operation === null) {
    return stays('not-ours', 'no operation of a Lifeboat is known to have made it');
  }
  if (inputs.inUse.has(backup.id)) return stays('in-use', 'an open operation uses it');
  if (kept.has(backup.id)) return stays('last-restorable', 'the last restorable one');
  if (inputs.unread.has(backup.id)) return stays('storage-unread', 'its storage was not read');
  if (inputs.changed.has(backup.id)) return stays('changed', 'its blob was changed');
  // Without an etag nobody could say that it is still the blob that was made.
  if (backup.seenAt === null || backup.etag === null) {
    return stays('never-seen', 'its blob was never seen');
  }
  return { goes: true, reason: 'past-keep', why: goesWords(backup, ageMs, keepMs, now) };
}

function goesWords(backup: Backup, ageMs: number, keepMs: number, now: Instant): string {
  const old = `${formatDuration(ageMs)} old, past keep (${formatDuration(keepMs)})`;
  return now >= expiresAt(backup) ? `${old}, and expired` : old;
}

function stays(reason: RetentionReason, why: string): Judged {
  return { goes: false, reason, why };
}
