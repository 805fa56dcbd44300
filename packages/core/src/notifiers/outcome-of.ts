import { parseRetryAfter } from '../arm/retry-after.ts';
import type { Instant } from '../domain/instant.ts';
import { maskSecrets } from '../domain/mask.ts';
import type { HttpResponse, HttpResult } from '../ports/http.ts';
import type { Delivered } from '../ports/notifier.ts';

/** Of what a receiver says so much is kept. */
const mostWords = 200;

/**
 * What an HTTP answer to a notice means: 2xx has taken it; no answer, 408, 429 and 5xx may take it
 * later; anything else will not. A redirect is one of those: a message that was meant for one address
 * does not go to another because that one says so. `secrets` are hidden in its words.
 */
export function outcomeOf(
  result: HttpResult,
  now: Instant,
  secrets: readonly string[] = [],
): Delivered {
  if (!result.ok) {
    return { kind: 'try-again', words: hide(result.noAnswer.words, secrets), retryAfterMs: null };
  }
  const { response } = result;
  const { status } = response;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const words = wordsOf(response, secrets);
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: 'try-again', words, retryAfterMs: parseRetryAfter(response.headers, now) };
  }
  return { kind: 'refused', words };
}

function wordsOf({ status, headers, text }: HttpResponse, secrets: readonly string[]): string {
  if (status >= 300 && status < 400) {
    return `HTTP ${status}, a redirect${originOf(headers.location)}, which is not followed`;
  }
  // Hidden before it is cut: half a secret is no secret that anybody would know again.
  const said = hide(text, secrets).replace(/\s+/g, ' ').trim();
  if (said === '') return `HTTP ${status}`;
  return `HTTP ${status}: ${said.length > mostWords ? `${said.slice(0, mostWords)} …` : said}`;
}

/** The path may be a secret. */
function originOf(location: string | undefined): string {
  if (location === undefined || !URL.canParse(location)) return '';
  return ` to ${new URL(location).origin}`;
}

function hide(text: string, secrets: readonly string[]): string {
  return maskSecrets(text, secrets);
}
