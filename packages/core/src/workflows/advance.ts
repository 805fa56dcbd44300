import { waitWithoutRetryAfter } from '../arm/backoff.ts';
import type { LroStep } from '../arm/lro.ts';
import type { Judgement } from '../arm/settle.ts';
import type { AzureFailure } from '../domain/azure-failure.ts';
import type { Instant } from '../domain/instant.ts';
import type { Blindness, Operation } from '../domain/operation.ts';

/** A running operation is shown as `unknown` after this many looks in a row that saw nothing. */
export const missedLooksUntilUnknown = 3;

/** The operation after a look at its address. Pure; ends are final. */
export function afterStep(operation: Operation, step: LroStep, now: Instant): Operation {
  switch (step.kind) {
    case 'running':
      return {
        ...operation,
        status: 'running',
        location: step.location,
        asyncOperation: step.asyncOperation,
        nextLookAt: step.lookAgainAt,
        lastAnswer: { at: now, words: step.words },
        seenRunningAt: now,
        missedLooks: 0,
        blind: null,
      };
    case 'succeeded':
      return ended(operation, 'succeeded', now, step.words);
    case 'failed':
      return { ...ended(operation, 'failed', now, step.error.message), error: step.error };
    case 'unseen':
      return missed(operation, step, step.lookAgainAt, now);
    case 'vanished':
      return {
        ...operation,
        status: 'unknown',
        // The address is gone for good; from here only evidence speaks.
        location: null,
        asyncOperation: null,
        nextLookAt: now,
        lastAnswer: { at: now, words: step.words },
        blind: blindness(operation, 'operation-vanished', step.words, null, now),
      };
  }
}

/** The operation after its evidence was judged. */
export function afterJudgement(
  operation: Operation,
  judgement: Judgement,
  now: Instant,
  spread: number,
): Operation {
  switch (judgement.kind) {
    case 'succeeded':
      return ended(operation, 'succeeded', now, judgement.words);
    case 'failed':
      return {
        ...ended(operation, 'failed', now, judgement.error.message),
        error: withId(judgement.error, operation),
      };
    case 'not-started':
      return ended(operation, 'not-started', now, judgement.words);
    case 'keep-looking':
      return {
        ...operation,
        status: 'unknown',
        missedLooks: operation.missedLooks + 1,
        nextLookAt: now + waitWithoutRetryAfter(operation.missedLooks, spread),
        blind: blindness(
          operation,
          operation.blind?.reason ?? 'post-answer-lost',
          judgement.words,
          null,
          now,
        ),
      };
  }
}

/** The activity log keeps no request id: that of the 202, or else the correlation id, finds it too. */
function withId(error: AzureFailure, { requestId, correlationId }: Operation): AzureFailure {
  const known = error.requestId ?? requestId ?? error.correlationId ?? correlationId;
  return { ...error, requestId: known };
}

function missed(
  operation: Operation,
  step: { reason: Blindness['reason']; words: string; remedy: string | null },
  lookAgainAt: Instant,
  now: Instant,
): Operation {
  const missedLooks = operation.missedLooks + 1;
  return {
    ...operation,
    status: missedLooks >= missedLooksUntilUnknown ? 'unknown' : operation.status,
    missedLooks,
    nextLookAt: lookAgainAt,
    blind: blindness(operation, step.reason, step.words, step.remedy, now),
  };
}

function blindness(
  operation: Operation,
  reason: Blindness['reason'],
  words: string,
  remedy: string | null,
  now: Instant,
): Blindness {
  return { since: operation.blind?.since ?? now, reason, words, remedy };
}

function ended(
  operation: Operation,
  status: 'succeeded' | 'failed' | 'not-started',
  now: Instant,
  words: string,
): Operation {
  return {
    ...operation,
    status,
    endedAt: now,
    nextLookAt: null,
    missedLooks: 0,
    blind: null,
    lastAnswer: { at: now, words },
  };
}
