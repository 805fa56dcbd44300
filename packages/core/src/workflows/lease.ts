import type { Lease } from '../domain/lease.ts';
import { isSilent, nothingWatched, watchBeats } from '../domain/lease-watch.ts';
import { isEnded } from '../domain/operation.ts';
import type { Leases } from '../ports/leases.ts';
import type { Ports } from '../ports/ports.ts';
import type { Draft, Snapshot } from '../ports/store.ts';
import { dropIdleBeat, putBeat, startBeating } from './beat.ts';

/** What leases are made of. */
export type LeaseParts = Pick<Ports, 'clock' | 'store' | 'processes' | 'thisProcess' | 'log'>;

/**
 * The leases of this process. A lease changes hands when its holder is proven gone, or when its beat
 * stood still for 60 s on our own monotonic clock. Leases avoid double polling; what keeps a POST
 * from repeating is the compare-and-set in the store.
 */
export function createLeases(parts: LeaseParts): Leases {
  const { clock, store, processes, thisProcess: me, log } = parts;
  const held = new Set<string>();
  let watch = nothingWatched;
  let stopBeating: (() => void) | null = null;

  function look(snapshot: Snapshot): void {
    const seen = { leases: snapshot.all('lease'), beats: snapshot.all('beat') };
    watch = watchBeats(watch, seen, clock.monotonic());
  }

  /** Whether the holder's lease may be taken, and what was seen of it that must still hold then. */
  function isLost(snapshot: Snapshot, holder: string): boolean {
    const beat = snapshot.get('beat', holder);
    if (beat !== null && processes.look(beat) === 'gone') return true;
    return isSilent(watch, holder, clock.monotonic());
  }

  /** On the newest view: free, ours, or still with the holder who was seen to be gone or silent. */
  function isTakable(draft: Draft, operation: string, lost: Lease | null): boolean {
    const current = draft.get('lease', operation);
    if (current === null || current.process === me.id) return true;
    const beat = draft.get('beat', current.process)?.beat ?? null;
    return current.process === lost?.process && beat === (watch.get(current.process)?.beat ?? null);
  }

  async function write(): Promise<void> {
    const lost = await store.update((draft) => {
      const gone = [...held].filter((id) => !keep(draft, id));
      if (gone.length < held.size) putBeat(draft, me, clock.now());
      else dropIdleBeat(draft, me.id);
      return gone;
    });
    for (const id of lost) held.delete(id);
    if (lost.length > 0) log.info('leases are no longer ours', { operations: lost });
    stopWhenIdle();
  }

  /** Whether the lease is ours; one that a rebuilt store forgot is put back. */
  function keep(draft: Draft, id: string): boolean {
    const lease = draft.get('lease', id);
    if (lease !== null) return lease.process === me.id;
    const operation = draft.get('operation', id);
    if (operation === null || isEnded(operation.status)) return false;
    draft.put('lease', { id, process: me.id, since: clock.now() });
    return true;
  }

  function stopWhenIdle(): void {
    if (held.size > 0) return;
    stopBeating?.();
    stopBeating = null;
  }

  async function giveBack(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    for (const id of ids) held.delete(id);
    stopWhenIdle();
    const giving = store.update((draft) => {
      for (const id of ids) {
        if (draft.get('lease', id)?.process === me.id) draft.remove('lease', id);
      }
      dropIdleBeat(draft, me.id);
    });
    // A lease that stays behind is taken over all the same; it must not hide what the work came to.
    await giving.catch((error: unknown) => {
      log.warn('a lease was not given back', { operations: ids, error: String(error) });
    });
  }

  return {
    async take(operation, also) {
      const snapshot = await store.read();
      look(snapshot);
      const lease = snapshot.get('lease', operation);
      if (lease?.process === me.id && held.has(operation)) {
        if (also !== undefined) await store.update(also);
        return true;
      }
      if (lease !== null && lease.process !== me.id && !isLost(snapshot, lease.process)) {
        held.delete(operation);
        return false;
      }
      const taken = await store.update((draft) => {
        const holder = draft.get('lease', operation)?.process ?? null;
        if (!isTakable(draft, operation, lease)) return false;
        also?.(draft);
        draft.put('lease', { id: operation, process: me.id, since: clock.now() });
        putBeat(draft, me, clock.now());
        if (holder !== null && holder !== me.id) dropIdleBeat(draft, holder, true);
        return true;
      });
      if (!taken) return false;
      held.add(operation);
      stopBeating ??= startBeating(parts, write);
      return true;
    },
    release: (operation) => giveBack(held.has(operation) ? [operation] : []),
    close: () => giveBack([...held]),
  };
}

/** Takes an operation's lease for this process; see {@link Leases}. */
export function takeLease(
  ports: Pick<Ports, 'leases'>,
  operation: string,
  also?: (draft: Draft) => void,
): Promise<boolean> {
  return ports.leases.take(operation, also);
}

/** Gives an operation's lease back. */
export function releaseLease(ports: Pick<Ports, 'leases'>, operation: string): Promise<void> {
  return ports.leases.release(operation);
}
