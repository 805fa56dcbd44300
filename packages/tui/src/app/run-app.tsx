import type { Clock, Lifeboat } from '@lifeboat/core';
import { render, type SuspendTerminal } from 'ink';
import { lookOf } from '../cli/look.ts';
import { createKeyboard } from '../keys/keyboard.ts';
import { chooseTheme, isLightBackground } from '../theme/choose-theme.ts';
import { createTheme } from '../theme/theme.ts';
import { App } from './App.tsx';
import type { AppParts } from './app-parts.ts';
import { createSession } from './create-session.ts';
import { endSession } from './end-session.ts';
import { farewell } from './farewell.ts';
import { observable } from './observable.ts';
import type { Leaving, Session } from './session.ts';
import { clipboardSequence } from './terminal/clipboard.ts';
import { createModes } from './terminal/modes.ts';
import { tapInput } from './terminal/tapped-input.ts';
import type { TerminalNews } from './terminal/terminal-signals.ts';
import { createTrips } from './terminal/trips.ts';

/** How long the first frame waits for a store that should be quick, such as one that another process holds. Milliseconds. */
const firstFrameMs = 300;

/**
 * Opens the terminal UI and resolves with the exit code when it was left; the terminal is then as it
 * was before. Errors: those of opening Lifeboat.
 */
export async function runApp(parts: AppParts): Promise<number> {
  for (;;) {
    const how = await runOnce(parts, await parts.open());
    switch (how.kind) {
      case 'quit':
        return 0;
      case 'interrupted':
        return 130;
      case 'crashed': {
        const file = await parts.keepFailure(how.failure);
        const where = file === null ? '' : ` The details are in ${file}`;
        parts.stderr.write(`Something in Lifeboat itself went wrong.${where}\n`);
        return 1;
      }
      case 'reopen':
        break;
      default:
        how satisfies never;
    }
  }
}

/** Resolves with the work, or after so long without it. */
async function soon(work: Promise<void>, clock: Clock, ms: number): Promise<void> {
  const done = new AbortController();
  const late = clock.sleep(ms, done.signal, { background: true }).catch(() => undefined);
  await Promise.race([work, late]);
  done.abort();
}

async function runOnce(parts: AppParts, lifeboat: Lifeboat): Promise<Leaving> {
  const { stdin, stdout, stderr, environment, platform, clock, options } = parts;
  const { color, ascii, reducedMotion } = options;
  const look = lookOf(stdout, { environment, platform, globals: { color, plain: false } });
  const motion = { unicode: look.unicode && !ascii, moves: !reducedMotion };
  const name = chooseTheme({ wanted: options.theme, color: look.color, environment });
  const theme = observable(createTheme(name, motion));
  const modes = createModes(stdout, {
    mouse: options.mouse,
    background: options.theme === null && look.color && environment.COLORFGBG === undefined,
    alternateScreen: options.alternateScreen,
    clock,
  });
  const keyboard = createKeyboard((next) => setImmediate(() => setImmediate(next)));
  const input = tapInput(stdin, {
    onNews: hear,
    // Without a terminal there is nobody any more.
    onEnd: () => leave({ kind: 'interrupted' }),
    later: (next) => setImmediate(() => setImmediate(() => setImmediate(next))),
  });
  let suspendTerminal: SuspendTerminal | null = null;
  let isLeft = false;
  const trips = createTrips({
    modes,
    input,
    suspender: () => suspendTerminal,
    leaving: () => (isLeft ? instance.waitUntilExit() : null),
  });
  let leave: (how: Leaving) => void = () => undefined;
  const left = new Promise<Leaving>((resolve) => {
    leave = (how) => {
      isLeft = true;
      resolve(how);
    };
  });
  const drawn = Promise.withResolvers<void>();
  const { session, close } = createSession({
    lifeboat,
    options,
    theme,
    after: drawn.promise,
    keepFailure: parts.keepFailure,
    hands: {
      leave,
      copy: (text, what) => copy(session, text, what),
      suspend: parts.stopProcess === null ? null : () => trips.away(parts.stopProcess),
      redraw: () => void trips.away(null),
    },
  });

  function hear(news: TerminalNews): void {
    switch (news.kind) {
      case 'focus':
        session.reader.focus(news.focused);
        break;
      case 'background': {
        modes.answered();
        const light = isLightBackground(news.answer);
        if (light !== null) theme.set(createTheme(light ? 'light' : 'dark', motion));
        break;
      }
      case 'mouse':
        keyboard.push([news]);
        break;
      default:
        news satisfies never;
    }
  }

  function copy(to: Session, text: string, what: string): void {
    const sequence = clipboardSequence(text, environment.TMUX !== undefined);
    if (sequence === null) {
      to.toasts.say('bad', 'That is too long for the clipboard.');
      return;
    }
    // One write beside Ink's frames: it moves no cursor and draws nothing.
    stdout.write(sequence);
    to.toasts.say('good', `Copied ${what}: ${text}`);
  }

  // A frame with the fleet in it, rather than one that says it is being read and another: unless
  // that would leave the screen empty for so long that one wonders.
  const isQuick = await parts.isStoreQuick(lifeboat);
  if (isQuick) await soon(session.live.look(), clock, firstFrameMs);
  const instance = render(
    <App
      session={session}
      keyboard={keyboard}
      rowsLess={platform === 'win32' ? 1 : 0}
      onTerminal={(suspend) => {
        suspendTerminal = suspend;
      }}
    />,
    {
      stdin: input.stream,
      stdout,
      stderr,
      interactive: true,
      alternateScreen: options.alternateScreen,
      incrementalRendering: true,
      exitOnCtrlC: false,
      patchConsole: false,
      isScreenReaderEnabled: false,
      kittyKeyboard: { mode: 'disabled' },
    },
  );
  modes.enter();
  const giveBack = (): void => {
    modes.leave();
    instance.unmount();
    modes.clean();
    input.close();
  };
  let hurry: () => void = () => undefined;
  const offs = [
    parts.onSignal(() => {
      leave({ kind: 'interrupted' });
      hurry();
    }),
    parts.onContinue(() => void trips.away(null)),
    parts.onCrash(() => {
      giveBack();
      const loading = session.live.get();
      if (loading.kind === 'ready') stdout.write(farewell(loading.model.open, clock.now()));
    }),
  ];
  // Nobody sees it any more.
  stdout.on('error', () => leave({ kind: 'interrupted' }));
  void session.live
    .look()
    .then(() => instance.waitUntilRenderFlush())
    .finally(drawn.resolve);
  const how = await left;
  await modes.settled();
  giveBack();
  await instance.waitUntilExit();
  const ending = close();
  // Whoever still waits for the first frame finds that it is over.
  drawn.resolve();
  const open = await endSession({
    ending,
    lifeboat,
    clock,
    say: (text) => stdout.write(text),
    hurried: () =>
      new Promise((resolve) => {
        hurry = resolve;
      }),
  });
  for (const off of offs) off();
  if (how.kind !== 'reopen') stdout.write(farewell(open, clock.now()));
  return how;
}
