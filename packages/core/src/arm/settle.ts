import type { AzureFailure } from '../domain/azure-failure.ts';
import type { Instant } from '../domain/instant.ts';
import type { Attempt, OperationKind } from '../domain/operation.ts';
import { isIdle } from '../domain/service-seen.ts';
import type { ActivityEvent, BlobSeen, Look } from '../ports/azure.ts';

/** What is known of an operation whose fate is unclear. */
export type Evidence = {
  kind: OperationKind;
  /** The GUID our POST carried. */
  id: string;
  correlationId: string | null;
  /** Whether Azure is known to have taken it (a 202 was seen). */
  accepted: boolean;
  attempts: readonly Attempt[];
  /** When it was planned: nothing of it was sent before. */
  plannedAt: Instant;
  /** Since when nobody knows how it stands: attempts from before may have been forgotten. */
  unseenSince: Instant;
  now: Instant;
  /** The service's provisioning state, or that it could not be read. */
  service: Look<{ provisioningState: string }>;
  /** The stamped blob; `absent` is a look too. Backups only. */
  blob: Look<Pick<BlobSeen, 'createdAt'>> | null;
  log: Look<readonly ActivityEvent[]>;
};

/** What the evidence says. */
export type Judgement =
  | { kind: 'succeeded'; words: string }
  | { kind: 'failed'; error: AzureFailure }
  | { kind: 'not-started'; words: string }
  | { kind: 'keep-looking'; words: string };

/**
 * How long a POST may take to leave a trace before its absence counts: 15 minutes (promise 1; the
 * activity log lags by minutes, facts/azure.md 1.8).
 */
export const traceWithinMs = 15 * 60 * 1000;

/** Our clock and Azure's may differ by this much when a blob's age is compared. */
const clockSkewMs = 5 * 60 * 1000;

/**
 * Judges an unclear operation by promise 1's evidence, in this order: our id in the activity log
 * with an end; a busy service means keep looking; our stamped blob, newer than the POST, on an idle
 * service; *not started* only after 15 minutes with an idle service, no blob and a readable log
 * without our id, and never when Azure is known to have taken it.
 */
export function judge(evidence: Evidence): Judgement {
  const ours = eventsOfOurs(evidence);
  const ended = endOf(ours, evidence.attempts.length);
  if (ended !== null) return ended;
  if (!evidence.service.seen) {
    return {
      kind: 'keep-looking',
      words: `the service cannot be read: ${evidence.service.why.words}`,
    };
  }
  const { provisioningState } = evidence.service.value;
  if (!isIdle(provisioningState)) {
    return { kind: 'keep-looking', words: `the service is ${provisioningState}` };
  }
  if (evidence.kind === 'backup' && blobIsOurs(evidence)) {
    return { kind: 'succeeded', words: 'the blob of this backup is there and the service is idle' };
  }
  return judgeAbsence(evidence, ours.length > 0);
}

function judgeAbsence(evidence: Evidence, traced: boolean): Judgement {
  if (evidence.accepted || traced) {
    return { kind: 'keep-looking', words: 'Azure took it, and has not said how it ended' };
  }
  if (evidence.kind === 'backup' && !isKnownAbsent(evidence.blob)) {
    return {
      kind: 'keep-looking',
      words: 'the storage cannot be read, so nobody knows whether the blob is there',
    };
  }
  if (!evidence.log.seen) {
    return {
      kind: 'keep-looking',
      words: `the activity log cannot be read: ${evidence.log.why.words}`,
    };
  }
  const last = lastOpenAttempt(evidence.attempts) ?? evidence.unseenSince;
  if (evidence.now - last < traceWithinMs) {
    return { kind: 'keep-looking', words: 'no trace of it yet; the activity log lags by minutes' };
  }
  return {
    kind: 'not-started',
    words: 'no trace in the service, the storage and the activity log after 15 minutes',
  };
}

/** Events that carry the id we sent, or the correlation id Azure answered with. */
function eventsOfOurs(evidence: Evidence): readonly ActivityEvent[] {
  if (!evidence.log.seen) return [];
  const id = evidence.id.toLowerCase();
  const correlation = evidence.correlationId?.toLowerCase() ?? null;
  return evidence.log.value.filter(
    (event) =>
      event.clientRequestId?.toLowerCase() === id ||
      (correlation !== null && event.correlationId?.toLowerCase() === correlation),
  );
}

/**
 * All attempts carry one id, and a refused one may have left a failure of its own. So with several
 * attempts a failure counts only beside the acceptance it belongs to.
 */
function endOf(events: readonly ActivityEvent[], attempts: number): Judgement | null {
  for (const event of events) {
    if (event.status === 'succeeded') {
      return { kind: 'succeeded', words: 'the activity log has its end: succeeded' };
    }
    const accepted = events.some(
      (other) => other.status === 'accepted' && other.correlationId === event.correlationId,
    );
    const isEnd = event.status === 'failed' || event.status === 'canceled';
    if (isEnd && (attempts <= 1 || accepted)) {
      return { kind: 'failed', error: event.failure ?? failureWithoutWords(event) };
    }
  }
  return null;
}

function failureWithoutWords(event: ActivityEvent): AzureFailure {
  return {
    status: null,
    code: null,
    message: `The activity log says "${event.status}" and gives no reason.`,
    requestId: null,
    correlationId: event.correlationId,
    details: [],
  };
}

function blobIsOurs(evidence: Evidence): boolean {
  if (evidence.blob === null || !evidence.blob.seen) return false;
  const { createdAt } = evidence.blob.value;
  const first = evidence.attempts[0]?.at ?? evidence.plannedAt;
  // The stamped name was free before the POST; the age guards against a name used by hand.
  return createdAt !== null && createdAt >= first - clockSkewMs;
}

function isKnownAbsent(blob: Evidence['blob']): boolean {
  return blob !== null && !blob.seen && blob.why.kind === 'absent';
}

/** The last attempt that may have been taken. */
function lastOpenAttempt(attempts: readonly Attempt[]): Instant | null {
  const open = attempts.filter((attempt) => attempt.answer === null || attempt.answer === 'lost');
  return open.at(-1)?.at ?? null;
}
