import type { Instant } from '../domain/instant.ts';
import type { Beat } from '../domain/lease.ts';
import { isEnded } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import type { Draft } from '../ports/store.ts';
import type { ThisProcess } from '../ports/system.ts';

/** Four beats fit into the 60 s after which a silent process has lost its leases. Milliseconds. */
export const beatEveryMs = 15_000;

/**
 * Puts this process's beat, one higher than the last; one beat serves all its leases. That it
 * watches stays until it says otherwise.
 */
export function putBeat(
  draft: Draft,
  me: ThisProcess,
  now: Instant,
  watches: Beat['watches'] = draft.get('beat', me.id)?.watches,
): void {
  const { requester: _, ...named } = me;
  const beat = (draft.get('beat', me.id)?.beat ?? 0) + 1;
  draft.put('beat', {
    ...named,
    beat,
    at: now,
    ...(watches === undefined ? {} : { watches }),
  });
}

/**
 * Removes the beat of a process that needs none: it holds no lease, and no operation and no claimed
 * notice waits to learn from its beat whether it is gone. One that watches keeps its beat, unless it
 * is `lost`: gone, or silent for too long.
 */
export function dropIdleBeat(draft: Draft, process: string, lost = false): void {
  if (!lost && draft.get('beat', process)?.watches !== undefined) return;
  const holds = draft.all('lease').some((lease) => lease.process === process);
  const planned = draft
    .all('operation')
    .some((operation) => operation.process === process && !isEnded(operation.status));
  const delivers = draft
    .all('notice')
    .some(({ deliveries }) => deliveries.some((delivery) => delivery.process === process));
  if (!holds && !planned && !delivers) draft.remove('beat', process);
}

/** Runs `write` each 15 s until stopped; a write that fails is logged and the next one tried. */
export function startBeating(
  ports: Pick<Ports, 'clock' | 'log'>,
  write: () => Promise<void>,
): () => void {
  const stopped = new AbortController();
  void beat(ports, write, stopped.signal);
  return () => stopped.abort();
}

async function beat(
  { clock, log }: Pick<Ports, 'clock' | 'log'>,
  write: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      await clock.sleep(beatEveryMs, signal, { background: true });
    } catch {
      return; // stopped
    }
    await write().catch((error: unknown) => {
      log.warn('the beat was not written', { error: String(error) });
    });
  }
}
