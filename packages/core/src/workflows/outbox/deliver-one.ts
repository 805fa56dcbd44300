import type { Notice } from '../../domain/notice.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { Ports } from '../../ports/ports.ts';
import { answerWithinMs, type Outcome } from './decide.ts';

/**
 * Hands a claimed notice to a notifier, once. Never throws: a notifier that does not answer in time or
 * breaks is tried again later, and one that was stopped by `signal` lets its claim go.
 */
export async function deliverOne(
  { clock, log }: Pick<Ports, 'clock' | 'log'>,
  notifier: Notifier,
  notice: Notice,
  signal: AbortSignal,
): Promise<Outcome> {
  const done = new AbortController();
  const late = new AbortController();
  clock.sleep(answerWithinMs, done.signal, { background: true }).then(
    () => late.abort(),
    // It answered in time.
    () => undefined,
  );
  const stop = AbortSignal.any([signal, late.signal]);
  try {
    return await Promise.race([notifier.deliver(notice, stop), whenAborted(stop, done.signal)]);
  } catch (error) {
    if (signal.aborted) return { kind: 'released' };
    if (late.signal.aborted) {
      const words = `no answer within ${answerWithinMs / 1000} s`;
      return { kind: 'try-again', words, retryAfterMs: null };
    }
    log.error('a notifier broke', { notifier: notifier.name, notice: notice.id, error });
    const words = 'something in Lifeboat itself went wrong; the log has the details';
    return { kind: 'try-again', words, retryAfterMs: null };
  } finally {
    done.abort();
  }
}

/** Rejects when `signal` aborts: a notifier that does not listen to it must not hold the others up. */
function whenAborted(signal: AbortSignal, done: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: done });
  });
}
