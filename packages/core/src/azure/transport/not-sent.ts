import type { HttpResult } from '../../ports/http.ts';

/** The result of a request of which nothing left this machine. */
export function notSent(kind: 'aborted' | 'never-connected', words: string): HttpResult {
  return {
    ok: false,
    noAnswer: kind === 'aborted' ? { kind, words, sent: false } : { kind, words },
  };
}
