import type { Work } from '../work.ts';
import { deliverDue } from './deliver-due.ts';

/** A person waits for the command: what takes longer is left to the next process. Milliseconds. */
const patienceMs = 10_000;

/**
 * One round of deliveries beside a command's own work, for those who run backups from cron without a
 * `watch`: at most ten seconds, and nothing that goes wrong with it touches the command.
 */
export async function deliverBriefly(work: Work, signal: AbortSignal): Promise<void> {
  const { clock, log, notifiers } = work.ports;
  if (notifiers.length === 0) return;
  const done = new AbortController();
  const late = new AbortController();
  clock.sleep(patienceMs, done.signal, { background: true }).then(
    () => late.abort(),
    // It was done in time.
    () => undefined,
  );
  try {
    await deliverDue(work, notifiers, AbortSignal.any([signal, late.signal]));
  } catch (error) {
    log.warn('notices were not delivered', { error: String(error) });
  } finally {
    done.abort();
  }
}
