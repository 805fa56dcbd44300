import { asLifeboatError, type LifeboatError } from '@lifeboat/core';
import { readTrail, type Trail } from '@lifeboat/core/live';
import { useEffect } from 'react';
import { useSession } from '../../app/session-context.ts';
import { useKept } from '../../components/use-kept.ts';

/** The trail, or why there is none. */
export type TrailRead =
  | { kind: 'loading' }
  | { kind: 'ready'; trail: Trail }
  | { kind: 'unreadable'; problem: LifeboatError };

/** More is not read for a screen; `apim audit --limit` goes further back. */
export const mostEntries = 1_000;
/** What a store's change is about is written down just after it. Milliseconds. */
const settlesMs = 1_000;

/** The trail, read again whenever the store changes. */
export function useTrail(subject: string | null): TrailRead {
  const session = useSession();
  const [read, setRead] = useKept<TrailRead>('trail', { kind: 'loading' });
  useEffect(() => {
    const { lifeboat, live } = session;
    const done = new AbortController();
    let isReading = false;
    let isOld = false;
    const look = async (): Promise<void> => {
      const next = await readTrail(lifeboat, { subject, limit: mostEntries }).then(
        (trail): TrailRead => ({ kind: 'ready', trail }),
        (error): TrailRead => ({ kind: 'unreadable', problem: asLifeboatError(error) }),
      );
      if (!done.signal.aborted) setRead(next);
    };
    const lookAgain = async (): Promise<void> => {
      isOld = true;
      if (isReading) return;
      isReading = true;
      while (isOld && !done.signal.aborted) {
        isOld = false;
        await look();
        await lifeboat.ports.clock.sleep(settlesMs, done.signal, { background: true });
        if (!isOld) await look();
      }
      isReading = false;
    };
    const begin = (): void => void lookAgain().catch(() => undefined);
    begin();
    const off = live.subscribe(begin);
    return () => {
      off();
      done.abort();
    };
    // `setRead` writes into the same entry whichever render it comes from.
  }, [session, subject]);
  return read;
}
