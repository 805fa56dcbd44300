import type { AzureFailure } from './azure-failure.ts';
import type { Purpose } from './backup.ts';
import type { ServiceId, StorageAccess } from './configuration.ts';
import type { Instant } from './instant.ts';

/** What an operation does. */
export type OperationKind = 'backup' | 'restore';

/** Where an operation stands; see {@link canMove} for what may follow what. */
export type OperationStatus =
  | 'planned'
  | 'submitting'
  | 'running'
  | 'unknown'
  | 'succeeded'
  | 'failed'
  | 'not-started';

/** Proof that an attempt was not taken, or null while its fate is open. */
export type AttemptAnswer =
  | 'challenged'
  | 'throttled'
  | 'never-connected'
  | 'accepted'
  | 'rejected'
  | 'lost';

/** One try at the POST, written down before it is made. */
export type Attempt = { at: Instant; answer: AttemptAnswer | null };

/** Why Azure's state cannot be seen at the moment. */
export type Blindness = {
  since: Instant;
  reason:
    | 'post-answer-lost'
    | 'no-network'
    | 'throttled'
    | 'azure-error'
    | 'not-allowed'
    | 'not-signed-in'
    | 'unreadable-answer'
    | 'operation-vanished'
    | 'store-rebuilt';
  /** Azure's or the system's own words. */
  words: string;
  /** The command line that helps, such as the one to sign in again. */
  remedy: string | null;
};

/** Who asked, and through which door. */
export type Requester = {
  who: string;
  host: string;
  door: 'cli' | 'tui' | 'slack' | 'watch';
  /** Slack user id; only where the door is Slack, whose sign-in is not that of the person. */
  slack?: string;
};

/** One backup or restore in Azure, from the intent to a known end. */
export type Operation = {
  /** A GUID, sent as `x-ms-client-request-id` with every attempt. */
  id: string;
  kind: OperationKind;
  status: OperationStatus;
  service: ServiceId;
  label: string;
  resourceId: string;
  /** The sign-in it is followed with. */
  signIn: string;
  tier: string | null;
  region: string | null;
  /** The service's provisioning state before the POST: one that was `Failed` stays so without blame. */
  stateBefore: string | null;
  /** For a backup: why it is made. For a restore: null. */
  purpose: Purpose | null;
  /** The blob written or read. */
  account: string;
  container: string;
  blobName: string;
  blobUrl: string;
  /** The catalogue's backup: the one being made (once known) or the one being restored. */
  backup: string | null;
  access: StorageAccess;
  apiVersion: string;
  /** The restore this safety backup was made for. */
  parent: string | null;
  requester: Requester;
  reason: string | null;
  /** The process that planned it: only that one may send it. */
  process: string;
  plannedAt: Instant;
  attempts: Attempt[];
  /** Azure's `Date` on the 202, else our clock at the time of the accepted attempt. */
  startedAt: Instant | null;
  endedAt: Instant | null;
  /** The newest `Location`, untouched; null before the 202 or when it was lost. */
  location: string | null;
  /** The `Azure-AsyncOperation` address, when Azure gave one. */
  asyncOperation: string | null;
  requestId: string | null;
  correlationId: string | null;
  /** Not before this instant may the next question go to Azure. */
  nextLookAt: Instant | null;
  /** Azure's last readable answer. */
  lastAnswer: { at: Instant; words: string } | null;
  /** When Azure last said that it runs: the end lies between then and `endedAt`. */
  seenRunningAt: Instant | null;
  /** Consecutive looks that saw nothing. */
  missedLooks: number;
  blind: Blindness | null;
  error: AzureFailure | null;
  /** The service's redacted settings at the time, for the backup's record. */
  settings: Record<string, unknown> | null;
  /** The hash of the plan that was confirmed; absent before plans had one. */
  planHash?: string;
  /** The approval that was used for it. */
  approval?: string;
  /** Names of the checks a person overrode. */
  forced?: string[];
  /** The due time of the schedule it was made for. */
  dueAt?: Instant;
};

const moves: Readonly<Record<OperationStatus, readonly OperationStatus[]>> = {
  planned: ['submitting', 'not-started'],
  submitting: ['running', 'unknown', 'succeeded', 'failed', 'not-started'],
  running: ['running', 'unknown', 'succeeded', 'failed'],
  unknown: ['unknown', 'running', 'succeeded', 'failed', 'not-started'],
  succeeded: [],
  failed: [],
  'not-started': [],
};

/** Whether an operation may go from one status to another. Ends are final. */
export function canMove(from: OperationStatus, to: OperationStatus): boolean {
  return moves[from].includes(to);
}

/** Whether it has come to a known end. */
export function isEnded(status: OperationStatus): boolean {
  return moves[status].length === 0;
}

/** Whether it was, or may have been, sent to Azure and has no known end. */
export function isInAzure(status: OperationStatus): boolean {
  return status === 'submitting' || status === 'running' || status === 'unknown';
}

/** How long a planned operation may stay unsent before it is `not-started` (promise 3). */
export const plannedForMs = 10 * 60 * 1000;
