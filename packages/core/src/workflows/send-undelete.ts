import { waitWithoutRetryAfter } from '../arm/backoff.ts';
import { undeleteTooEarlyMs } from '../checks/undelete-window.ts';
import { stepAfter } from '../domain/azure-advice.ts';
import type { AzureFailure } from '../domain/azure-failure.ts';
import type { Service } from '../domain/configuration.ts';
import { formatDuration } from '../domain/duration.ts';
import { type ErrorCode, LifeboatError } from '../domain/error.ts';
import { nameToType } from '../domain/name-to-type.ts';
import type { DeletedService, StartAnswer } from '../ports/azure.ts';
import { findDeleted } from './deleted-service.ts';
import { noteUndelete } from './undelete-trail.ts';
import type { Work } from './work.ts';

/** What became of the request. After `lost` it is never sent again: whoever sent it looks. */
export type UndeleteSent =
  | { kind: 'taken'; lookAfterMs: number | null }
  | { kind: 'lost' }
  /** It is not soft-deleted any more: somebody undeletes it, or it was purged. */
  | { kind: 'overtaken'; azure: AzureFailure };

/** Refusals right after a deletion are waited out for at most this long: Azure's minute, its clock and ours. */
const earlyForMs = 4 * undeleteTooEarlyMs;
/** How often it may be sent again after proof that it was not taken. */
const mostAttempts = 8;

/**
 * Asks Azure to bring a soft-deleted service back. Sent again only after an answer that proves that
 * it was not taken; the request itself cannot be interrupted, the waits between can.
 * Errors: Azure's refusal (`azure-failed`, `not-allowed`, `service-busy`), `not-signed-in`,
 * `azure-unreachable`; the signal's reason.
 */
export async function sendUndelete(
  work: Work,
  service: Service,
  deleted: DeletedService,
  watch: { signal: AbortSignal; say(text: string): void },
): Promise<UndeleteSent> {
  const { clock, ids, random } = work.ports;
  const startedAt = clock.monotonic();
  const { apiManagement } = work.ports.azure(service.signIn);
  for (let attempt = 1; ; attempt += 1) {
    watch.signal.throwIfAborted();
    const clientRequestId = ids.next();
    await noteUndelete(work, service, `asks Azure to undelete ${service.label}`);
    const { resourceId, region } = deleted;
    const answer = await apiManagement.undelete({ resourceId, region, clientRequestId });
    await noteUndelete(work, service, wordsOf(answer));
    const mayWait = attempt < mostAttempts && clock.monotonic() - startedAt < earlyForMs;
    let waitMs = waitWithoutRetryAfter(attempt - 1, random());
    switch (answer.kind) {
      case 'accepted':
        return { kind: 'taken', lookAfterMs: answer.retryAfterMs };
      case 'finished':
        return { kind: 'taken', lookAfterMs: 0 };
      case 'unclear':
        return { kind: 'lost' };
      case 'not-sent':
        throw notSent(service, answer.words, answer.remedy);
      case 'rejected': {
        const left = await whatIsLeft(work, service, answer.azure, watch.signal);
        if (left === 'not-deleted') return { kind: 'overtaken', azure: answer.azure };
        if (left !== 'early' || !mayWait) throw refused(service, answer.azure);
        watch.say(
          `Azure refuses to undelete ${service.label} so soon after its deletion; trying again in ${formatDuration(waitMs)}.`,
        );
        break;
      }
      case 'not-taken':
        if (answer.why === 'challenged') throw notSent(service, answer.words, null);
        if (!mayWait) throw notReached(service, answer.words);
        waitMs = answer.retryAfterMs ?? waitMs;
        watch.say(
          `Azure did not take it (${answer.words}); trying again in ${formatDuration(waitMs)}.`,
        );
    }
    await clock.sleep(waitMs, watch.signal);
  }
}

/** Of a refused undelete: whether it was only too early, by what Azure lists now. */
async function whatIsLeft(
  work: Work,
  service: Service,
  azure: AzureFailure,
  signal: AbortSignal,
): Promise<'early' | 'not-deleted' | 'refused'> {
  // People report this one code for both, too early and purged (azure-rest-api-specs 25262).
  if (azure.code !== 'ServiceUndeleteNotPossible') return 'refused';
  const look = await findDeleted(work, service, signal);
  if (!look.seen) return 'early';
  if (look.value === null) return 'not-deleted';
  const { deletedAt } = look.value;
  // By Azure's own clock, where it tells.
  const now = look.date ?? work.ports.clock.now();
  return deletedAt === null || now - deletedAt < earlyForMs ? 'early' : 'refused';
}

function refused(service: Service, azure: AzureFailure): LifeboatError {
  return new LifeboatError(
    codeOf(azure),
    `Azure refused to undelete ${service.label}: ${azure.message}`,
    {
      azure,
      hint:
        stepAfter(azure.code) ??
        `Try it once more in a few minutes; the other ways back: \`apim recover ${nameToType(service)}\`.`,
    },
  );
}

function codeOf({ status }: AzureFailure): ErrorCode {
  if (status === 403) return 'not-allowed';
  return status === 409 ? 'service-busy' : 'azure-failed';
}

function notSent(service: Service, words: string, remedy: string | null): LifeboatError {
  return new LifeboatError('not-signed-in', `${service.label} was not undeleted: ${words}`, {
    hint: remedy ?? 'Sign in again, then run the same line: `apim login`.',
  });
}

function notReached(service: Service, words: string): LifeboatError {
  return new LifeboatError('azure-unreachable', `${service.label} was not undeleted: ${words}`, {
    hint: 'Azure took nothing. Run the same line again in a few minutes; `apim doctor` looks at the way to Azure.',
  });
}

function wordsOf(answer: StartAnswer): string {
  switch (answer.kind) {
    case 'accepted':
    case 'finished':
      return 'Azure took it';
    case 'rejected':
      return `Azure refused: ${answer.azure.code ?? answer.azure.message}`;
    case 'not-taken':
      return `Azure did not take it: ${answer.why}`;
    case 'not-sent':
      return 'it was not sent';
    case 'unclear':
      return 'the answer was lost; it is not sent again';
  }
}
