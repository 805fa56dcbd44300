import type { ActivityEvent, Service, Unseen } from '@lifeboat/core/live';
import { useEffect, useState } from 'react';
import { useSession } from '../../app/session-context.ts';

/** What is known of what others did. */
export type Changes =
  /** Nobody asked yet. */
  | { kind: 'unread' }
  | { kind: 'reading' }
  | { kind: 'read'; events: readonly ActivityEvent[]; at: number }
  /** The log cannot be read, and why. */
  | { kind: 'unseen'; why: Unseen };

/**
 * The activity log of a service since an instant, read once when its pane is opened and again when
 * that is asked for; the log is slow, and nobody may see it whom nobody asked.
 */
export function useChanges(
  service: Service | null,
  since: number | null,
  isOpen: boolean,
): { changes: Changes; again(): void } {
  const { lifeboat } = useSession();
  const [turn, setTurn] = useState(0);
  const [changes, setChanges] = useState<Changes>({ kind: 'unread' });
  const [opened, setOpened] = useState(false);
  const id = service?.id ?? null;
  if (isOpen && !opened) setOpened(true);
  // The id stands for the service: what else of it changes is not what the log is asked with.
  useEffect(() => {
    if (!opened || service === null || since === null) return;
    const done = new AbortController();
    const { clock } = lifeboat.ports;
    const { subscription, resourceGroup, resourceId, signIn } = service;
    const query = { subscription, resourceGroup, resourceId, from: since, to: clock.now() };
    setChanges({ kind: 'reading' });
    lifeboat.ports
      .azure(signIn)
      .activityLog.read(query, done.signal)
      .then(
        (look) => {
          if (done.signal.aborted) return;
          setChanges(
            look.seen
              ? { kind: 'read', events: look.value, at: clock.now() }
              : { kind: 'unseen', why: look.why },
          );
        },
        (error: unknown) => {
          if (done.signal.aborted) return;
          lifeboat.ports.log.warn('the activity log cannot be read', { error: String(error) });
          setChanges({ kind: 'unseen', why: brokenLook });
        },
      );
    return () => done.abort();
  }, [lifeboat, id, since, opened, turn]);
  return { changes, again: () => setTurn(turn + 1) };
}

const brokenLook: Unseen = {
  kind: 'error',
  words: 'reading it failed; the log file says why',
  azure: null,
  retryAfterMs: null,
  remedy: null,
};
