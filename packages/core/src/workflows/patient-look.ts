import { waitWithoutRetryAfter } from '../arm/backoff.ts';
import type { Look, Unseen } from '../ports/azure.ts';
import type { Work } from './work.ts';

/** Asks until something is seen, or asking again is of no use. */
export type PatientLook = <T>(ask: () => Promise<Look<T>>) => Promise<Look<T>>;

/** How often the same is asked in vain before it is given up. */
const mostTries = 6;

/**
 * Patience that many questions share: where Azure says how long to wait, all of them wait, since a
 * request before that is not answered and starts the wait anew (facts/azure.md 2.4, read 2026-11-23).
 * What passes (throttling, 5xx, a lost network) is asked up to six times. The signal's reason is thrown.
 */
export function patientLook({ ports }: Work, signal: AbortSignal): PatientLook {
  const { clock, random } = ports;
  let notBefore = clock.monotonic();

  async function wait(): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const ms = notBefore - clock.monotonic();
      if (ms <= 0) return;
      await clock.sleep(ms, signal);
    }
  }

  return async (ask) => {
    for (let tries = 1; ; tries += 1) {
      await wait();
      const look = await ask();
      signal.throwIfAborted();
      if (look.seen || !isPassing(look.why) || tries === mostTries) return look;
      const ms = look.why.retryAfterMs ?? waitWithoutRetryAfter(tries - 1, random());
      if (look.why.retryAfterMs !== null || look.why.kind === 'throttled') {
        notBefore = Math.max(notBefore, clock.monotonic() + ms);
      } else {
        await clock.sleep(ms, signal);
      }
    }
  };
}

/** Azure's refusals below 500 stay; the rest may pass. */
function isPassing({ kind, azure }: Unseen): boolean {
  if (kind === 'throttled' || kind === 'no-network') return true;
  return kind === 'error' && (azure?.status ?? 500) >= 500;
}
