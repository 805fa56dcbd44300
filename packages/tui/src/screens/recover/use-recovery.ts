import { asLifeboatError, type LifeboatError } from '@lifeboat/core';
import type { Service } from '@lifeboat/core/live';
import type { Recovery } from '@lifeboat/core/recover';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../../app/session-context.ts';
import { useKept } from '../../components/use-kept.ts';

/** What was found, and when; times in milliseconds since the epoch. */
export type Found = { recovery: Recovery; at: number };

/** The looks of the recover page. */
export type Looking = {
  /** What the last look found; null before the first. */
  found: Found | null;
  /** Since when it looks; null when it does not. */
  since: number | null;
  /** Why the last look failed; null when it did not. */
  problem: LifeboatError | null;
  again(): void;
};

/** What one comes back to is looked at again when it is older than this. Milliseconds. */
const youngMs = 60_000;

/** Looks when the page is opened and when asked to; leaving the page ends the look. */
export function useRecovery(service: Service | null): Looking {
  const session = useSession();
  const { lifeboat, live } = session;
  const { clock } = lifeboat.ports;
  const [found, keep] = useKept<Found | null>('found', null);
  const [since, setSince] = useState<number | null>(null);
  const [problem, setProblem] = useState<LifeboatError | null>(null);
  const running = useRef<AbortController | null>(null);
  const keepNewest = useRef(keep);
  keepNewest.current = keep;

  const again = useCallback((): void => {
    if (service === null || running.current !== null) return;
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setSince(clock.now());
    setProblem(null);
    const wish = { before: null, way: { access: null, clientId: null }, read: null };
    import('@lifeboat/core/recover')
      .then(({ recover }) => recover(lifeboat, service, wish, signal))
      .then(
        (recovery) => {
          if (signal.aborted) return;
          setSince(null);
          keepNewest.current({ recovery, at: clock.now() });
        },
        (error) => {
          if (signal.aborted) return;
          setSince(null);
          setProblem(asLifeboatError(error));
        },
      )
      .finally(() => {
        if (running.current === controller) running.current = null;
        void live.look();
      });
  }, [service, lifeboat, live, clock]);

  const isOld = found === null || clock.now() - found.at > youngMs;
  const isOldAtFirst = useRef(isOld);
  useEffect(() => {
    if (isOldAtFirst.current) again();
    return () => {
      running.current?.abort();
      running.current = null;
    };
  }, [again]);
  return { found, since, problem, again };
}
