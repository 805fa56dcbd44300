import type { Lifeboat } from '@lifeboat/core';
import type { AppParts } from './app-parts.ts';
import { createSession } from './create-session.ts';
import { farewell } from './farewell.ts';
import type { Loading } from './live/model.ts';
import type { Leaving, Session } from './session.ts';
import { createStage, type Stage } from './stage.tsx';

/**
 * Opens the terminal UI and resolves with the exit code when it was left; the terminal is then as it
 * was before. Errors: those of opening Lifeboat; the first time the terminal was not touched then.
 */
export async function runApp(parts: AppParts): Promise<number> {
  const stage = createStage(parts);
  const stop = new AbortController();
  // Also between two sessions, or the terminal would be left as it is then.
  const offSignal = parts.onSignal(() => stop.abort());
  try {
    let says: string | null = null;
    for (;;) {
      const lifeboat = await parts.open();
      const left = await runSession({ parts, stage, lifeboat, says, stop: stop.signal });
      if (left.how.kind !== 'reopen') {
        await stage.close();
        return await end(parts, left.how, left.known);
      }
      says = left.how.says;
    }
  } finally {
    await stage.close();
    offSignal();
  }
}

/** What is said in the terminal that was given back, and the exit code. */
async function end(
  { stdout, stderr, clock, keepFailure }: AppParts,
  how: Exclude<Leaving, { kind: 'reopen' }>,
  known: Loading,
): Promise<number> {
  if (known.kind === 'ready') stdout.write(farewell(known.model.open, clock.now()));
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

async function runSession(given: {
  parts: AppParts;
  stage: Stage;
  lifeboat: Lifeboat;
  says: string | null;
  stop: AbortSignal;
}): Promise<{ how: Leaving; known: Loading }> {
  const { parts, stage, lifeboat, says, stop } = given;
  const { promise: left, resolve: leave } = Promise.withResolvers<Leaving>();
  const interrupt = (): void => leave({ kind: 'interrupted' });
  if (stop.aborted) interrupt();
  stop.addEventListener('abort', interrupt, { once: true });
  const { session, close } = createSession({
    lifeboat,
    options: parts.options,
    theme: stage.theme,
    keepFailure: parts.keepFailure,
    hands: {
      leave,
      copy: (text, what) => copy(session, text, what),
      suspend: parts.stopProcess === null ? null : () => stage.away(parts.stopProcess),
      redraw: () => void stage.away(null),
    },
  });

  function copy({ toasts }: Session, text: string, what: string): void {
    if (stage.copy(text)) toasts.say('good', `Copied ${what}: ${text}`);
    else toasts.say('bad', 'That is too long for the clipboard.');
  }

  if (says !== null) session.toasts.say('good', says);
  try {
    stage.show(session);
    void session.live.look();
    const how = await left;
    if (how.kind === 'reopen') stage.hold();
    else await stage.close();
    return { how, known: session.live.get() };
  } finally {
    await close();
    await lifeboat.close();
    stop.removeEventListener('abort', interrupt);
  }
}
