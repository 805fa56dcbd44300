import type { AppParts } from '../app-parts.ts';
import { endSession } from '../end-session.ts';
import { farewell } from '../farewell.ts';
import { completions } from './completions.ts';
import { createSpeaker, type Speaker } from './speaker.ts';
import { createSpokenSession, type SpokenSession } from './spoken-session.ts';
import { spokenText } from './spoken-text.ts';

/**
 * The app for screen readers: sentences one after the other, and a prompt that takes every command.
 * Resolves with the exit code when it was left. Errors: those of opening Lifeboat.
 */
export async function runSpoken(parts: AppParts): Promise<number> {
  const { stdin, stdout, environment, clock } = parts;
  let lifeboat = await parts.open();
  let session: SpokenSession | null = null;
  const stop = new AbortController();
  let hurry: () => void = () => undefined;
  const leave = (): void => {
    stop.abort();
    hurry();
    session?.interrupt();
    speaker.drop();
  };
  const interrupt = (): void => {
    if (session?.interrupt() !== true) leave();
  };
  const speaker: Speaker = createSpeaker({
    stdin,
    stdout,
    editing: environment.TERM !== 'dumb',
    complete: (line) => completions(line, lifeboat),
    onInterrupt: interrupt,
  });
  const offs = [
    parts.onSignal((name) => (name === 'SIGINT' ? interrupt() : leave())),
    parts.onCrash(() => speaker.close()),
  ];
  try {
    for (;;) {
      session = createSpokenSession({
        lifeboat,
        speaker,
        stop: stop.signal,
        keepFailure: parts.keepFailure,
      });
      const how = await session.run();
      const open = await endSession({
        ending: session.close(),
        lifeboat,
        clock,
        say: (text) => stdout.write(text),
        hurried: () =>
          new Promise((resolve) => {
            hurry = resolve;
          }),
      });
      if (how.kind !== 'reopen') {
        speaker.close();
        stdout.write(farewell(open, clock.now()));
        return how.kind === 'quit' ? 0 : 130;
      }
      speaker.say(spokenText(how.says));
      lifeboat = await parts.open();
    }
  } finally {
    speaker.close();
    for (const off of offs) off();
  }
}
