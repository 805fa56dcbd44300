import type { Lifeboat } from '@lifeboat/core';
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

async function runOnce(parts: AppParts, lifeboat: Lifeboat): Promise<Leaving> {
  const { stdin, stdout, stderr, environment, platform, options, clock } = parts;
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
  const trips = createTrips(modes, () => suspendTerminal);
  let leave: (how: Leaving) => void = () => undefined;
  const left = new Promise<Leaving>((resolve) => {
    leave = resolve;
  });
  const { session, close } = createSession({
    lifeboat,
    options,
    theme,
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
  void session.live.look();
  const how = await left;
  await modes.settled();
  giveBack();
  await instance.waitUntilExit();
  const open = await endSession({
    ending: close(),
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
