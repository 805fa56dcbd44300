import { readErrorEnvelope } from '../arm/error-envelope.ts';
import { isFromAzure } from '../arm/from-azure.ts';
import { showAddress } from '../arm/origin.ts';
import { parseRetryAfter } from '../arm/retry-after.ts';
import type { Instant } from '../domain/instant.ts';
import type { Unseen } from '../ports/azure.ts';
import type { HttpResponse } from '../ports/http.ts';
import type { Called } from './caller.ts';

/** What helps with a refusal: the right that is missing, and how to sign in again. */
export type Remedies = { needs: string; signInAgain: string };

/** Why an answer that is not the wanted one shows nothing. */
export function unseenOfAnswer(response: HttpResponse, now: Instant, remedies: Remedies): Unseen {
  const { status, headers } = response;
  if (status >= 300 && status < 400) return unseenForeign(headers.location ?? 'nowhere');
  const azure = readErrorEnvelope(response);
  return {
    kind: kindOf(response),
    words: azure.code === null ? azure.message : `${azure.code}: ${azure.message}`,
    azure,
    retryAfterMs: parseRetryAfter(headers, now),
    remedy: remedyOf(status, remedies),
  };
}

function kindOf({ status, headers }: HttpResponse): Unseen['kind'] {
  if (status === 401 || status === 403) return 'denied';
  if (status === 429) return 'throttled';
  // Only Azure itself can say that something is not there; a proxy's 404 proves nothing.
  if ((status === 404 || status === 410) && isFromAzure(headers)) return 'absent';
  return 'error';
}

function remedyOf(status: number, remedies: Remedies): string | null {
  if (status === 401) return remedies.signInAgain;
  if (status === 403) return `The signed-in account needs ${remedies.needs}.`;
  return null;
}

/** Why a call without an answer shows nothing. */
export function unseenOfCall(called: Exclude<Called, { kind: 'answer' }>): Unseen {
  switch (called.kind) {
    case 'no-answer':
      return plain('no-network', called.noAnswer.words, null);
    case 'no-token':
      return { ...plain('not-signed-in', called.words, called.remedy), azure: called.azure };
    case 'foreign-origin':
      return unseenForeign(called.address);
  }
}

/** An address outside the configured cloud: it was not asked and saw no token (promise 5). */
export function unseenForeign(address: string): Unseen {
  return plain(
    'foreign-origin',
    `Azure pointed to ${showAddress(address)}, which is not of the configured cloud. It was not asked, and no token was sent there.`,
    'Check the addresses of the configured cloud, and any proxy between here and Azure.',
  );
}

/** An answer that came, but is not what it should be. */
export function unseenGarbled(words: string): Unseen {
  return plain('error', words, null);
}

function plain(kind: Unseen['kind'], words: string, remedy: string | null): Unseen {
  return { kind, words, azure: null, retryAfterMs: null, remedy };
}
