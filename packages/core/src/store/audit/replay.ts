import type { AuditEntry } from '../../domain/audit.ts';
import type { Backup } from '../../domain/backup.ts';
import type { Instant } from '../../domain/instant.ts';
import { isEnded, type Operation } from '../../domain/operation.ts';
import { misfitReason } from '../records/misfit-reason.ts';

/** What an audit trail tells of operations. */
export type Told = {
  /** The furthest each operation is known to have come, by id. */
  operations: ReadonlyMap<string, Operation>;
  /** Operations that are named, but of which no record could be read. */
  unreadable: ReadonlySet<string>;
  /** Ids of backups that were deleted, as Azure confirmed. */
  deleted: ReadonlySet<string>;
};

const tellingEvents: ReadonlySet<AuditEntry['event']> = new Set([
  'intent',
  'attempt',
  'acceptance',
  'outcome',
  'abandon',
] as const);

/** Hears an audit trail entry by entry; the order of entries never takes an operation back. */
export function listenToTrail(): { hear(entry: AuditEntry): void; told(): Told } {
  const operations = new Map<string, Operation>();
  const unreadable = new Set<string>();
  const deleted = new Set<string>();
  return {
    hear({ event, operation, record }) {
      if (event === 'delete' && typeof record?.backup === 'string') deleted.add(record.backup);
      if (operation === null || !tellingEvents.has(event)) return;
      const told = readOperation(record);
      if (told?.id === operation) {
        operations.set(operation, further(operations.get(operation) ?? null, told));
      } else if (!operations.has(operation)) {
        unreadable.add(operation);
      }
    },
    told: () => ({
      operations,
      unreadable: new Set([...unreadable].filter((id) => !operations.has(id))),
      deleted,
    }),
  };
}

/** Whichever of two states of one operation is further on; the first where nothing tells. */
export function further(known: Operation | null, other: Operation): Operation {
  if (known === null) return other;
  const [one, two] = [progressOf(known), progressOf(other)];
  const at = one.findIndex((value, index) => value !== two[index]);
  return at === -1 || (one[at] ?? 0) > (two[at] ?? 0) ? known : other;
}

const steps: Readonly<Record<Operation['status'], number>> = {
  planned: 0,
  submitting: 1,
  running: 2,
  unknown: 2,
  'not-started': 3,
  failed: 3,
  succeeded: 3,
};

/** Compared from left to right. An end is final: two ends are equally far, so the first stays. */
function progressOf(operation: Operation): number[] {
  if (isEnded(operation.status)) return [steps[operation.status]];
  return [
    steps[operation.status],
    operation.attempts.length,
    operation.attempts.filter((attempt) => attempt.answer !== null).length,
    operation.location === null && operation.asyncOperation === null ? 0 : 1,
    operation.lastAnswer?.at ?? 0,
  ];
}

/**
 * An operation as it stands after a rebuild: what has no known end is `unknown`, since what was
 * written after the last good copy may be lost (promise 4). `planned` ones too: nobody may send them.
 */
export function afterRebuild(operation: Operation, now: Instant): Operation {
  if (isEnded(operation.status)) return operation;
  return {
    ...operation,
    status: 'unknown',
    blind: {
      since: now,
      reason: 'store-rebuilt',
      words: 'The store was damaged and rebuilt; what happened meanwhile is found out from Azure.',
      remedy: `apim follow ${operation.id}`,
    },
  };
}

/** The catalogue's record of a backup that succeeded, from its operation alone; null when it is not one. */
export function backupOf(operation: Operation): Backup | null {
  const { kind, status, backup, purpose, startedAt } = operation;
  if (kind !== 'backup' || status !== 'succeeded' || backup === null) return null;
  if (purpose === null || startedAt === null) return null;
  return {
    id: backup,
    service: operation.service,
    label: operation.label,
    account: operation.account,
    container: operation.container,
    name: operation.blobName,
    url: operation.blobUrl,
    purpose,
    createdAt: startedAt,
    estimated: false,
    tier: operation.tier,
    region: operation.region,
    state: 'present',
    seenAt: null, // the blob is looked at when the storage is read again
    etag: null,
    sizeBytes: null,
    operation: operation.id,
    note: null,
    settings: operation.settings,
    imported: false,
  };
}

function readOperation(record: Record<string, unknown> | null): Operation | null {
  if (record === null || misfitReason('operation', record) !== null) return null;
  return record as Operation; // its schema is the type, which `record-schemas.ts` has compiled
}
