import type { AzureFailure } from '../domain/azure-failure.ts';
import type { Instant } from '../domain/instant.ts';
import type { Blindness } from '../domain/operation.ts';
import type { OperationAnswer, OperationLook } from '../ports/azure.ts';
import { waitWithoutRetryAfter } from './backoff.ts';
import { readErrorEnvelope } from './error-envelope.ts';
import { isFromAzure } from './from-azure.ts';
import { parseRetryAfter } from './retry-after.ts';

/** What one look at a long-running operation means. */
export type LroStep =
  /** Azure says it goes on. The newest addresses replace the old ones, untouched. */
  | {
      kind: 'running';
      lookAgainAt: Instant;
      location: string | null;
      asyncOperation: string | null;
      words: string;
    }
  | { kind: 'succeeded'; words: string }
  | { kind: 'failed'; error: AzureFailure }
  /** Nothing was learnt; the operation is where it was (promise 2). */
  | {
      kind: 'unseen';
      reason: Blindness['reason'];
      words: string;
      remedy: string | null;
      lookAgainAt: Instant;
    }
  /** The operation's address is gone. That proves nothing by itself (promise 8). */
  | { kind: 'vanished'; words: string };

/** What the step function is told. */
export type LroQuestion = {
  look: OperationLook;
  /** Which address was asked. */
  asked: 'location' | 'async-operation';
  /** The addresses known so far. */
  location: string | null;
  asyncOperation: string | null;
  /** Whether the service was in state Failed before the operation began. */
  failedBefore: boolean;
  /** Looks without an answer so far, for the backoff. */
  missedLooks: number;
  /** How long it runs already; longer runs are asked less often where Azure does not say. Milliseconds. */
  elapsedMs: number;
  now: Instant;
  /** From 0 to 1. */
  spread: number;
};

/**
 * Codes that speak about our question, not about the operation, whatever their status.
 * Source: facts/azure.md 2.3 (read 2026-11-23).
 */
const aboutTheQuestion: ReadonlyMap<string, Blindness['reason']> = new Map([
  ['InvalidApiVersionParameter', 'azure-error'],
  ['NoRegisteredProviderFound', 'azure-error'],
  ['MissingApiVersionParameter', 'azure-error'],
  ['InvalidAuthenticationToken', 'not-signed-in'],
  ['ExpiredAuthenticationToken', 'not-signed-in'],
  ['InvalidAuthenticationTokenTenant', 'not-signed-in'],
  ['AuthorizationFailed', 'not-allowed'],
  ['LinkedAuthorizationFailed', 'not-allowed'],
  ['TooManyRequests', 'throttled'],
  ['SubscriptionRequestsThrottled', 'throttled'],
]);

/**
 * The next step of a long-running operation, from what was seen and nothing else.
 * Only Azure's own terminal answer ends it. Source: ARM "async operations" and the recorded run of
 * facts/azure.md 2.1 to 2.3 (read 2026-11-23).
 */
export function lroStep(question: LroQuestion): LroStep {
  const { look } = question;
  switch (look.kind) {
    case 'answer':
      return stepOfAnswer(question, look.answer);
    case 'no-answer':
      return unseen(question, 'no-network', look.noAnswer.words, null, null);
    case 'no-token':
      return unseen(question, 'not-signed-in', look.words, look.remedy, null);
    case 'foreign-origin':
      return unseen(
        question,
        'unreadable-answer',
        `The operation's address points outside the configured cloud: ${look.address}. No token was sent there.`,
        null,
        null,
      );
  }
}

function stepOfAnswer(question: LroQuestion, answer: OperationAnswer): LroStep {
  const { status } = answer;
  if (status === 202) return running(question, answer, 'Azure says it is still running');
  if (status >= 200 && status < 300) return stepOfSuccess(question, answer);
  const failure = readErrorEnvelope(answer);
  const words = failure.code === null ? failure.message : `${failure.code}: ${failure.message}`;
  const wait = parseRetryAfter(answer.headers, question.now);
  const fromAzure = isFromAzure(answer.headers);
  // A proxy that does not know the address proves nothing about Azure, which may know it still.
  if ((status === 404 || status === 410) && fromAzure) return { kind: 'vanished', words };
  const reason = reasonOfStatus(status) ?? aboutTheQuestion.get(failure.code ?? '') ?? null;
  if (reason !== null) return unseen(question, reason, words, null, wait);
  // A 4xx ends the operation only in Azure's own envelope: a proxy's page is not Azure.
  if (status >= 400 && status < 500 && failure.code !== null && fromAzure) {
    return { kind: 'failed', error: failure };
  }
  return unseen(question, 'unreadable-answer', `HTTP ${status}: ${words}`, null, wait);
}

function reasonOfStatus(status: number): Blindness['reason'] | null {
  if (status === 401) return 'not-signed-in';
  if (status === 403) return 'not-allowed';
  if (status === 429) return 'throttled';
  if (status === 408 || status >= 500) return 'azure-error';
  return null;
}

function stepOfSuccess(question: LroQuestion, answer: OperationAnswer): LroStep {
  if (!isFromAzure(answer.headers)) {
    return unseen(
      question,
      'unreadable-answer',
      `HTTP ${answer.status} that did not come from Azure Resource Manager`,
      null,
      null,
    );
  }
  const empty = answer.text.trim() === '';
  if (empty && question.asked === 'location')
    return { kind: 'succeeded', words: 'Azure says it is done' };
  const body = parseObject(answer.text);
  if (body === null) {
    return unseen(
      question,
      'unreadable-answer',
      'an answer that is not the JSON it should be',
      null,
      null,
    );
  }
  const state = stateWord(body, question.asked);
  switch (state) {
    case 'succeeded':
      return { kind: 'succeeded', words: 'Azure says it succeeded' };
    case 'failed':
    case 'canceled':
    case 'cancelled':
      if (question.failedBefore && typeof body.status !== 'string' && !isObject(body.error)) {
        // The answer is the service, which was Failed before: it tells the end, not how it ended.
        return {
          kind: 'vanished',
          words: 'Azure says it is done; the service is Failed, as before',
        };
      }
      return { kind: 'failed', error: failureOfBody(answer, body, state) };
    case null:
      return stepWithoutState(question, answer, body);
    default:
      return running(question, answer, `Azure says ${state}`);
  }
}

function stepWithoutState(
  question: LroQuestion,
  answer: OperationAnswer,
  body: Record<string, unknown>,
): LroStep {
  if (isObject(body.error)) return { kind: 'failed', error: failureOfBody(answer, body, 'failed') };
  if (question.asked === 'location') return { kind: 'succeeded', words: 'Azure says it is done' };
  return unseen(question, 'unreadable-answer', 'a status answer without a status', null, null);
}

/** The word that tells the state: of a status body, or of the service resource. */
function stateWord(body: Record<string, unknown>, asked: LroQuestion['asked']): string | null {
  if (typeof body.status === 'string') return body.status.toLowerCase();
  if (asked === 'async-operation') return null;
  const properties = isObject(body.properties) ? body.properties : {};
  const state = properties.provisioningState;
  return typeof state === 'string' && state !== '' ? state.toLowerCase() : null;
}

function failureOfBody(
  answer: OperationAnswer,
  body: Record<string, unknown>,
  state: string,
): AzureFailure {
  const properties = isObject(body.properties) ? body.properties : {};
  const error = isObject(body.error)
    ? body.error
    : isObject(properties.error)
      ? properties.error
      : null;
  if (error !== null) {
    return readErrorEnvelope({ ...answer, text: JSON.stringify({ error }) });
  }
  const failure = readErrorEnvelope({ ...answer, text: '' });
  return { ...failure, message: `Azure ended it as "${state}" and gave no reason.` };
}

function running(question: LroQuestion, answer: OperationAnswer, words: string): LroStep {
  const asked = parseRetryAfter(answer.headers, question.now);
  const own = waitWithoutRetryAfter(Math.floor(question.elapsedMs / 120_000), question.spread);
  return {
    kind: 'running',
    lookAgainAt: question.now + (asked ?? own),
    location: answer.headers.location ?? question.location,
    asyncOperation: answer.headers['azure-asyncoperation'] ?? question.asyncOperation,
    words,
  };
}

function unseen(
  question: LroQuestion,
  reason: Blindness['reason'],
  words: string,
  remedy: string | null,
  retryAfterMs: number | null,
): LroStep {
  const own = waitWithoutRetryAfter(question.missedLooks, question.spread);
  return {
    kind: 'unseen',
    reason,
    words,
    remedy,
    lookAgainAt: question.now + (retryAfterMs ?? own),
  };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
