import { isEnded } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import type { Draft } from '../ports/store.ts';
import type { ThisProcess } from '../ports/system.ts';

/** Four beats fit into the 60 s after which a silent process has lost its leases. Milliseconds. */
export const beatEveryMs = 15_000;

/** Puts this process's beat, one higher than the last; one beat serves all its leases. */
export function putBeat(draft: Draft, me: ThisProcess): void {
  const { requester: _, ...named } = me;
  draft.put('beat', { ...named, beat: (draft.get('beat', me.id)?.beat ?? 0) + 1 });
}

/**
 * Removes the beat of a process that needs none: it holds no lease, and no operation and no claimed
 * notice waits to learn from its beat whether it is gone.
 */
export function dropIdleBeat(draft: Draft, process: string): void {
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
