import { asLifeboatError } from '../../domain/error.ts';
import type { Look } from '../../ports/azure.ts';
import type { Clock } from '../../ports/time.ts';

/**
 * How long a look for a check may take. A plan is wanted in seconds; whoever answers later than this is
 * taken for not answering at all. Milliseconds.
 */
export const lookLimitMs = 10_000;

/**
 * A look under a time limit: what does not answer in time, or throws, is not seen, and never stops the
 * others. Given up at once when `signal` aborts.
 */
export async function lookWithin<T>(
  clock: Clock,
  signal: AbortSignal | undefined,
  ask: (signal: AbortSignal) => Promise<Look<T>>,
): Promise<Look<T>> {
  const over = new AbortController();
  const either = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
  const tooLate = clock.sleep(lookLimitMs, either, { background: true }).then(
    () => notSeen(`no answer within ${lookLimitMs / 1_000} seconds`),
    () => notSeen('it was given up'),
  );
  try {
    return await Promise.race([ask(either), tooLate]);
  } catch (error) {
    const { message, hint } = asLifeboatError(error);
    return notSeen(message, hint);
  } finally {
    over.abort();
  }
}

/** A look that showed nothing, in words of our own. */
export function notSeen(words: string, remedy: string | null = null): Look<never> {
  return {
    seen: false,
    why: { kind: 'error', words, azure: null, retryAfterMs: null, remedy },
  };
}
