import type { Instant } from '../../domain/instant.ts';
import type { Look, Unseen } from '../../ports/azure.ts';

/** Why something cannot be seen, with words of its own unless given. */
export function unseen(kind: Unseen['kind'], changes: Partial<Unseen> = {}): Unseen {
  return { kind, words: words[kind], azure: null, retryAfterMs: null, remedy: null, ...changes };
}

const words: Readonly<Record<Unseen['kind'], string>> = {
  'no-network': 'connect ECONNREFUSED',
  'not-signed-in': 'nobody is signed in',
  denied: 'AuthorizationFailed: not allowed to read it',
  absent: 'ResourceNotFound: it is not there',
  throttled: 'TooManyRequests: asked too often',
  error: 'InternalServerError: something went wrong',
  'foreign-origin': 'an address outside the configured cloud',
};

/** What was seen, or that it is not there. */
export function lookAt<T>(value: T | undefined, date: Instant): Look<T> {
  return value === undefined ? notSeen('absent') : { seen: true, value, date };
}

/** A look that saw nothing. */
export function notSeen(kind: Unseen['kind'], changes: Partial<Unseen> = {}): Look<never> {
  return { seen: false, why: unseen(kind, changes) };
}
