import { waitWithoutRetryAfter } from '../arm/backoff.ts';
import type { AzureFailure } from '../domain/azure-failure.ts';
import { formatDuration } from '../domain/duration.ts';
import { leaseSilenceMs } from '../domain/lease.ts';
import {
  type AttemptAnswer,
  type Blindness,
  type Operation,
  plannedForMs,
} from '../domain/operation.ts';
import type { StartAnswer, StartRequest } from '../ports/azure.ts';
import { auditOf, moveOperation } from './transition.ts';
import type { Work } from './work.ts';

/** How often the POST may be sent again after proof that it was not taken. */
const mostAttempts = 5;

/**
 * Sends an intent's one POST (promise 1). Each attempt is on disk before it is made; it is made
 * again only after proof that the last one was not taken. The POST itself cannot be interrupted:
 * `signal` only stops waiting between attempts.
 *
 * Gives the operation as `running`, `unknown`, `failed`, `succeeded` or `not-started`.
 */
export async function submit(
  work: Work,
  planned: Operation,
  request: StartRequest,
  signal: AbortSignal,
): Promise<Operation> {
  let operation = planned;
  let claims: string | null = null;
  let challenged = false;
  for (let attempt = 1; ; attempt += 1) {
    if (signal.aborted) return notStarted(work, operation, 'Interrupted before it was sent.', null);
    const written = await writeAttempt(work, operation);
    if (!written.moved) return neverSent(work, written.operation);
    const answer = await sendOnce(work, written.operation, { ...request, claims });
    operation = await writeAnswer(work, written.operation, answer);
    if (answer.kind !== 'not-taken') return operation;
    // Others took this process for dead. That nothing was taken is proof all the same.
    if (operation.status !== 'submitting')
      return notStarted(work, operation, answer.words, answer.azure);
    if (attempt >= mostAttempts || (answer.why === 'challenged' && challenged)) {
      return notStarted(work, operation, answer.words, answer.azure);
    }
    claims = answer.claims;
    challenged ||= answer.why === 'challenged';
    const wait = answer.retryAfterMs ?? (answer.why === 'challenged' ? 0 : backoff(work, attempt));
    const due = work.ports.clock.now() + wait;
    try {
      await work.ports.clock.sleep(wait, signal);
    } catch {
      return notStarted(work, operation, 'Interrupted before it was sent again.', answer.azure);
    }
    const late = work.ports.clock.now() - due;
    if (late >= plannedForMs) return notStarted(work, operation, sleptWords(late), answer.azure);
  }
}

/**
 * What others made of an operation before it could be sent. Where a rebuilt store left it unknown,
 * this process alone knows that nothing was taken.
 */
async function neverSent(work: Work, operation: Operation): Promise<Operation> {
  if (operation.status !== 'unknown') return operation;
  return notStarted(work, operation, 'The store was rebuilt before it could be sent.', null);
}

/** What was asked for before this machine slept must not be sent after it. */
function sleptWords(ms: number): string {
  return `This process stood still for ${formatDuration(ms)} before it could be sent, so it was not sent.`;
}

function backoff(work: Work, attempt: number): number {
  return waitWithoutRetryAfter(attempt - 1, work.ports.random());
}

/** The compare-and-set `planned → submitting` that makes one POST one POST. */
async function writeAttempt(work: Work, operation: Operation) {
  const at = work.ports.clock.now();
  const moved = await moveOperation(work, operation, (current) => ({
    ...current,
    status: 'submitting',
    attempts: [...current.attempts, { at, answer: null }],
  }));
  if (moved.moved) {
    await work.ports.audit.append(
      auditOf(
        work,
        'attempt',
        moved.operation,
        `attempt ${moved.operation.attempts.length} to start the ${operation.kind}`,
      ),
    );
    work.ports.log.info('attempt written', { step: 'attempt-written', operation: operation.id });
  }
  return moved;
}

async function sendOnce(
  work: Work,
  operation: Operation,
  request: StartRequest,
): Promise<StartAnswer> {
  const late = work.ports.clock.now() - (operation.attempts.at(-1)?.at ?? operation.plannedAt);
  // From then on others may take this process for dead, and the operation for one that never began.
  if (late >= leaseSilenceMs) return { kind: 'not-sent', words: sleptWords(late), remedy: null };
  const answer = await work.ports.azure(operation.signIn).apiManagement.start(request);
  work.ports.log.info('start answered', {
    step: 'answered',
    operation: operation.id,
    answer: answer.kind,
  });
  return answer;
}

async function writeAnswer(
  work: Work,
  operation: Operation,
  answer: StartAnswer,
): Promise<Operation> {
  const now = work.ports.clock.now();
  const next = (current: Operation): Operation => ({
    ...withAnswer(current, answer),
    ...outcomeOf(answer, now, work.ports.random()),
  });
  const first = await moveOperation(work, operation, next);
  // Others took this process for dead: what it has learnt is worth more than that they do not know.
  const wasCutOff = !first.moved && first.operation.status === 'unknown';
  const moved = wasCutOff ? await moveOperation(work, first.operation, next) : first;
  if (answer.kind === 'accepted' || answer.kind === 'finished') {
    await work.ports.audit.append(
      auditOf(work, 'acceptance', moved.operation, `Azure took the ${operation.kind}`),
    );
  }
  work.ports.log.info('answer written', { step: 'answer-written', operation: operation.id });
  return moved.operation;
}

function withAnswer(operation: Operation, answer: StartAnswer): Operation {
  const attempts = operation.attempts.map((attempt, index) =>
    index === operation.attempts.length - 1
      ? { ...attempt, answer: attemptAnswer(answer) }
      : attempt,
  );
  return { ...operation, attempts };
}

function attemptAnswer(answer: StartAnswer): AttemptAnswer {
  switch (answer.kind) {
    case 'accepted':
    case 'finished':
      return 'accepted';
    case 'rejected':
      return 'rejected';
    case 'not-taken':
      return answer.why;
    case 'not-sent':
      return 'never-connected';
    case 'unclear':
      return 'lost';
  }
}

function outcomeOf(answer: StartAnswer, now: number, spread: number): Partial<Operation> {
  switch (answer.kind) {
    case 'accepted':
      return {
        status: 'running',
        startedAt: answer.date ?? now,
        location: answer.location,
        asyncOperation: answer.asyncOperation,
        requestId: answer.requestId,
        correlationId: answer.correlationId,
        nextLookAt: now + (answer.retryAfterMs ?? waitWithoutRetryAfter(0, spread)),
        lastAnswer: { at: now, words: 'Azure accepted it' },
        seenRunningAt: now,
        blind: null,
      };
    case 'finished':
      return {
        status: 'succeeded',
        startedAt: answer.date ?? now,
        endedAt: now,
        requestId: answer.requestId,
        correlationId: answer.correlationId,
        lastAnswer: { at: now, words: 'Azure did it at once' },
        blind: null,
      };
    case 'rejected':
      return {
        status: 'failed',
        endedAt: now,
        error: answer.azure,
        requestId: answer.azure.requestId,
        correlationId: answer.azure.correlationId,
        blind: null,
      };
    case 'not-sent':
      return {
        status: 'not-started',
        endedAt: now,
        lastAnswer: { at: now, words: answer.words },
        blind: blindBeforeSending(answer, now),
      };
    case 'unclear':
      return {
        status: 'unknown',
        nextLookAt: now + waitWithoutRetryAfter(0, spread),
        blind: { since: now, reason: 'post-answer-lost', words: answer.words, remedy: null },
        requestId: answer.azure?.requestId ?? null,
        correlationId: answer.azure?.correlationId ?? null,
      };
    case 'not-taken':
      return {};
  }
}

/** Kept beyond the end: it tells a lost sign-in, which has a remedy, from everything else. */
function blindBeforeSending(
  { words, remedy }: StartAnswer & { kind: 'not-sent' },
  since: number,
): Blindness | null {
  return remedy === null ? null : { since, reason: 'not-signed-in', words, remedy };
}

async function notStarted(
  work: Work,
  operation: Operation,
  words: string,
  azure: AzureFailure | null,
): Promise<Operation> {
  const now = work.ports.clock.now();
  const moved = await moveOperation(work, operation, (current) => ({
    ...current,
    status: 'not-started',
    endedAt: now,
    error: azure,
    lastAnswer: { at: now, words },
  }));
  return moved.operation;
}
