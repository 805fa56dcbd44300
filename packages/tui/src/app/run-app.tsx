import type { Clock, Lifeboat, Operation } from '@lifeboat/core';
import type { AppParts } from './app-parts.ts';
import { createSession } from './create-session.ts';
import { endSession } from './end-session.ts';
import { farewell } from './farewell.ts';
import type { Leaving, Session } from './session.ts';
import { createStage, type Stage } from './stage.tsx';

/** What asks the app to leave from outside; `again` resolves with the next time it does. */
type Stop = { signal: AbortSignal; again(): Promise<void> };

/** How long the first frame waits for a store that should be quick, such as one that another process holds. Milliseconds. */
const firstFrameMs = 300;

/**
 * Opens the terminal UI and resolves with the exit code when it was left; the terminal is then as it
 * was before. Errors: those of opening Lifeboat; the first time the terminal was not touched then.
 */
export async function runApp(parts: AppParts): Promise<number> {
  const stage = createStage(parts);
  // Also between two sessions, or the terminal would be left as it is then.
  const { stop, off } = listen(parts);
  try {
    let says: string | null = null;
    for (;;) {
      const lifeboat = await parts.open();
      const left = await runSession({ parts, stage, lifeboat, says, stop });
      if (left.how.kind !== 'reopen') {
        parts.stdout.write(farewell(left.open, parts.clock.now()));
        return await exitOf(parts, left.how);
      }
      says = left.how.says;
    }
  } finally {
    await stage.close();
    off();
  }
}

function listen({ onSignal }: AppParts): { stop: Stop; off(): void } {
  const first = new AbortController();
  let hurry: () => void = () => undefined;
  const off = onSignal(() => {
    first.abort();
    hurry();
  });
  const again = (): Promise<void> =>
    new Promise((resolve) => {
      hurry = resolve;
    });
  return { stop: { signal: first.signal, again }, off };
}

async function exitOf(
  { stderr, keepFailure }: AppParts,
  how: Exclude<Leaving, { kind: 'reopen' }>,
): Promise<number> {
  switch (how.kind) {
    case 'quit':
      return 0;
    case 'interrupted':
      return 130;
    case 'crashed': {
      const file = await keepFailure(how.failure);
      const where = file === null ? '' : ` The details are in ${file}`;
      stderr.write(`Something in Lifeboat itself went wrong.${where}\n`);
      return 1;
    }
    default:
      return how satisfies never;
  }
}

/** Shows a Lifeboat until it is left; gives how, and what goes on in Azure. It is closed then. */
async function runSession(given: {
  parts: AppParts;
  stage: Stage;
  lifeboat: Lifeboat;
  says: string | null;
  stop: Stop;
}): Promise<{ how: Leaving; open: readonly Operation[] }> {
  const { parts, stage, lifeboat, says, stop } = given;
  const { promise: left, resolve: leave } = Promise.withResolvers<Leaving>();
  const interrupt = (): void => leave({ kind: 'interrupted' });
  const drawn = Promise.withResolvers<void>();
  const { session, close } = createSession({
    lifeboat,
    options: parts.options,
    theme: stage.theme,
    after: drawn.promise,
    keepFailure: parts.keepFailure,
    hands: {
      leave,
      copy: (text, what) => copy(session, text, what),
      suspend: parts.stopProcess === null ? null : () => stage.away(parts.stopProcess),
      redraw: () => void stage.away(null),
      print: (text) => void stage.print(text),
    },
  });

  function copy({ toasts }: Session, text: string, what: string): void {
    if (stage.copy(text)) toasts.say('good', `Copied ${what}: ${text}`);
    else toasts.say('bad', 'That is too long for the clipboard.');
  }

  if (says !== null) session.toasts.say('good', says);
  if (stop.signal.aborted) interrupt();
  stop.signal.addEventListener('abort', interrupt, { once: true });
  // A frame with the fleet in it, rather than one that says it is being read and another: unless
  // that would leave the screen empty for so long that one wonders.
  if (await parts.isStoreQuick(lifeboat))
    await soon(session.live.look(), parts.clock, firstFrameMs);
  stage.show(session);
  void session.live
    .look()
    .then(() => stage.flushed())
    .finally(drawn.resolve);
  const how = await left;
  stop.signal.removeEventListener('abort', interrupt);
  const comesBack = how.kind === 'reopen';
  if (comesBack) stage.hold();
  else await stage.close();
  const ending = close();
  // Whoever still waits for the first frame finds that it is over.
  drawn.resolve();
  const open = await endSession({
    ending,
    lifeboat,
    clock: parts.clock,
    // On a screen that stays nothing may be written beside the frames.
    say: (text) => void (comesBack || parts.stdout.write(text)),
    hurried: stop.again,
  });
  return { how, open };
}

/** Resolves with the work, or after so long without it. */
async function soon(work: Promise<void>, clock: Clock, ms: number): Promise<void> {
  const done = new AbortController();
  const late = clock.sleep(ms, done.signal, { background: true }).catch(() => undefined);
  await Promise.race([work, late]);
  done.abort();
}
