import type { Http } from '../ports/http.ts';
import type { Secrets } from '../ports/system.ts';
import type { Clock } from '../ports/time.ts';

/** What notifiers are made of. */
export type NotifierParts = {
  /** Without any token, through the proxies of the environment; hides known secrets in refusals. */
  http: Http;
  secrets: Secrets;
  clock: Pick<Clock, 'now'>;
  userAgent: string;
};

/** How long a receiver has to answer. Milliseconds. */
export const answerTimeoutMs = 30_000;
