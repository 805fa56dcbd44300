import { showAddress } from '../arm/origin.ts';
import { readStartAnswer } from '../arm/start-answer.ts';
import type { ApiManagement, OperationLook, StartAnswer, StartRequest } from '../ports/azure.ts';
import type { HttpResult } from '../ports/http.ts';
import type { Clock } from '../ports/time.ts';
import { armPath, serviceSegments } from './addresses.ts';
import type { Called, Caller } from './caller.ts';
import { startBody } from './start-body.ts';

/**
 * How long to wait for the answer to the one POST. Longer than for a read, since giving up leaves
 * the operation unknown. Milliseconds.
 */
const startTimeoutMs = 120_000;

/** The one POST and the questions that follow it. Never logs a body: it may hold the access key. */
export function createBackupRestore(
  caller: Caller,
  clock: Clock,
): Pick<ApiManagement, 'start' | 'ask'> {
  // A token that Azure refused must not be the next attempt's: the cache may still hold it.
  let tokenRefused = false;

  async function start(request: StartRequest, signal?: AbortSignal): Promise<StartAnswer> {
    const service = serviceSegments(request.resourceId);
    if (!service.ok) return notSent(service.words, null);
    const body = startBody(request);
    if (!body.ok) return notSent(`The ${request.kind} was not sent: ${body.words}.`, null);
    const called = await caller(
      {
        method: 'POST',
        address: armPath([...service.segments, request.kind], request.apiVersion),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: body.json,
        clientRequestId: request.clientRequestId,
        token: tokenOf(request.claims, tokenRefused),
        timeoutMs: startTimeoutMs,
        freshConnection: true,
        once: true,
      },
      signal,
    );
    const result = resultOf(called);
    if (result === null) return notSentOf(called);
    tokenRefused = result.ok && result.response.status === 401;
    return readStartAnswer(
      result,
      clock.now(),
      request.accessKey === null ? [] : [request.accessKey],
    );
  }

  async function ask(address: string, signal?: AbortSignal): Promise<OperationLook> {
    const called = await caller(
      { method: 'GET', address, headers: { accept: 'application/json' } },
      signal,
    );
    switch (called.kind) {
      case 'answer':
        return lookOf(called.response);
      case 'no-answer':
        return { kind: 'no-answer', noAnswer: called.noAnswer };
      case 'no-token':
        return { kind: 'no-token', words: called.words, remedy: called.remedy };
      case 'foreign-origin':
        return { kind: 'foreign-origin', address: showAddress(called.address) };
    }
  }

  return { start, ask };
}

function tokenOf(claims: string | null, refused: boolean): { claims?: string; fresh?: boolean } {
  if (claims !== null) return { claims };
  return refused ? { fresh: true } : {};
}

/** The result on the wire, or null when the call never got that far. */
function resultOf(called: Called): HttpResult | null {
  switch (called.kind) {
    case 'answer':
      return { ok: true, response: called.response };
    case 'no-answer':
      return { ok: false, noAnswer: called.noAnswer };
    case 'no-token':
    case 'foreign-origin':
      return null;
  }
}

function notSentOf(called: Called): StartAnswer {
  if (called.kind === 'no-token') return notSent(called.words, called.remedy);
  return notSent('The address of the service is not of the configured cloud.', null);
}

function notSent(words: string, remedy: string | null): StartAnswer {
  return { kind: 'not-sent', words, remedy };
}

function lookOf(response: {
  status: number;
  headers: Record<string, string>;
  text: string;
}): OperationLook {
  const { status, headers, text } = response;
  if (status >= 300 && status < 400) {
    return { kind: 'foreign-origin', address: showAddress(headers.location ?? 'nowhere') };
  }
  return { kind: 'answer', answer: { status, headers, text } };
}
