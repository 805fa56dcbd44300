import { type Instant, parseInstant } from '../domain/instant.ts';
import type { Secret } from '../domain/secret.ts';
import type { StartAnswer } from '../ports/azure.ts';
import type { HttpResponse, HttpResult, NoAnswer } from '../ports/http.ts';
import { readClaimsChallenge } from './challenge.ts';
import { readErrorEnvelope } from './error-envelope.ts';
import { isFromAzure } from './from-azure.ts';
import { showAddress } from './origin.ts';
import { parseRetryAfter } from './retry-after.ts';

/**
 * What became of the one POST (promise 1). Only three answers prove that it was not taken: a
 * connection that never opened, a 401 and a 429, both of them given before the request is
 * dispatched. A refusal (any other 4xx) counts only in Azure's own envelope with Azure's ids: the
 * page of a proxy says nothing about what lies behind it. All else is `unclear`.
 *
 * `secrets` are masked wherever Azure echoes them.
 * Source: facts/azure.md 2.1, 2.3 and 2.5 (read 2026-11-23).
 */
export function readStartAnswer(
  result: HttpResult,
  now: Instant,
  secrets: readonly Secret[] = [],
): StartAnswer {
  if (!result.ok) return readNoAnswer(result.noAnswer, now, secrets);
  const { response } = result;
  const { status } = response;
  if (status >= 200 && status < 300) return readSuccess(response, now, secrets);
  if (status === 401) return readUnauthorised(response, secrets);
  if (status === 429) return readThrottled(response, now, secrets);
  if (status >= 400 && status < 500 && status !== 408) return readRefusal(response, secrets);
  return unclear(response, secrets);
}

function readNoAnswer(noAnswer: NoAnswer, now: Instant, secrets: readonly Secret[]): StartAnswer {
  const { kind, words, head } = noAnswer;
  // A 202 whose body broke off was a 202: what counts is in its headers.
  if (head?.status === 202) return readSuccess({ ...head, text: '' }, now, secrets);
  const neverSent = kind === 'never-connected' || (kind === 'aborted' && noAnswer.sent === false);
  if (!neverSent) return { kind: 'unclear', words: wordsOfNoAnswer(noAnswer), azure: null };
  return {
    kind: 'not-taken',
    why: 'never-connected',
    claims: null,
    retryAfterMs: null,
    azure: null,
    words,
  };
}

function wordsOfNoAnswer({ kind, words }: NoAnswer): string {
  switch (kind) {
    case 'timeout':
      return `The request was sent and no answer came in time (${words}).`;
    case 'aborted':
      return 'The request was sent and the wait for its answer was given up.';
    case 'lost':
    case 'never-connected':
      return `The request was sent and its answer was lost (${words}).`;
  }
}

function readSuccess(
  response: HttpResponse,
  now: Instant,
  secrets: readonly Secret[],
): StartAnswer {
  const { status, headers } = response;
  const ids = {
    date: parseInstant(headers.date),
    requestId: headers['x-ms-request-id'] ?? null,
    correlationId: headers['x-ms-correlation-request-id'] ?? null,
  };
  const location = headers.location ?? null;
  const asyncOperation = headers['azure-asyncoperation'] ?? null;
  const isAzures = isFromAzure(headers) || location !== null || asyncOperation !== null;
  if (!isAzures) return unclear(response, secrets);
  const retryAfterMs = parseRetryAfter(headers, now);
  const accepted = { kind: 'accepted', location, asyncOperation, retryAfterMs, ...ids } as const;
  if (status === 202 || status === 201) return accepted;
  switch (stateInBody(response.text)) {
    case 'done':
      return { kind: 'finished', ...ids };
    case 'going-on':
      return accepted;
    case 'doubtful':
      return unclear(response, secrets);
  }
}

/** A 200 carries the service; accepted is not done while its state says otherwise (promise 8). */
function stateInBody(text: string): 'done' | 'going-on' | 'doubtful' {
  if (text.trim() === '') return 'done';
  try {
    const body: unknown = JSON.parse(text);
    const state = provisioningStateOf(body);
    if (state === null || state === 'succeeded') return 'done';
    return state === 'failed' || state === 'canceled' ? 'doubtful' : 'going-on';
  } catch {
    return 'doubtful';
  }
}

function provisioningStateOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('properties' in body)) return null;
  const { properties } = body;
  if (typeof properties !== 'object' || properties === null) return null;
  const state = 'provisioningState' in properties ? properties.provisioningState : null;
  return typeof state === 'string' && state !== '' ? state.toLowerCase() : null;
}

function readUnauthorised(response: HttpResponse, secrets: readonly Secret[]): StartAnswer {
  const challenge = response.headers['www-authenticate'];
  if (challenge === undefined && !isFromAzure(response.headers)) return unclear(response, secrets);
  const azure = readErrorEnvelope(response, secrets);
  return {
    kind: 'not-taken',
    why: 'challenged',
    claims: readClaimsChallenge(challenge),
    retryAfterMs: null,
    azure,
    words: azure.message,
  };
}

/** A 429 without a body may be the platform's own; a page of somebody else's is no proof. */
function readThrottled(
  response: HttpResponse,
  now: Instant,
  secrets: readonly Secret[],
): StartAnswer {
  const azure = readErrorEnvelope(response, secrets);
  const isProof =
    isFromAzure(response.headers) || azure.code !== null || response.text.trim() === '';
  if (!isProof) return unclear(response, secrets);
  return {
    kind: 'not-taken',
    why: 'throttled',
    claims: null,
    retryAfterMs: parseRetryAfter(response.headers, now),
    azure,
    words: azure.message,
  };
}

function readRefusal(response: HttpResponse, secrets: readonly Secret[]): StartAnswer {
  const azure = readErrorEnvelope(response, secrets);
  const isAzures = azure.code !== null && isFromAzure(response.headers);
  return isAzures ? { kind: 'rejected', azure } : unclear(response, secrets);
}

function unclear(response: HttpResponse, secrets: readonly Secret[]): StartAnswer {
  const azure = readErrorEnvelope(response, secrets);
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    const target = showAddress(headers.location ?? 'nowhere');
    const words = `The answer was a redirect (HTTP ${status}) to ${target}; it was not followed.`;
    return { kind: 'unclear', words, azure };
  }
  if (status >= 200 && status < 300) {
    const words = `HTTP ${status} that is not a complete answer of Azure Resource Manager.`;
    return { kind: 'unclear', words, azure: null };
  }
  return { kind: 'unclear', words: azure.message, azure };
}
