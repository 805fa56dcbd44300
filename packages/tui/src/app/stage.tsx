import { type Instance, render, type SuspendTerminal } from 'ink';
import { lookOf } from '../cli/look.ts';
import { createKeyboard } from '../keys/keyboard.ts';
import { chooseTheme, isLightBackground } from '../theme/choose-theme.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import { App } from './App.tsx';
import type { AppParts } from './app-parts.ts';
import { farewell } from './farewell.ts';
import { type Observable, observable } from './observable.ts';
import type { Session } from './session.ts';
import { clipboardSequence } from './terminal/clipboard.ts';
import { createModes } from './terminal/modes.ts';
import { type TapOfInput, type TappedInput, tapInput } from './terminal/tapped-input.ts';
import type { TerminalNews } from './terminal/terminal-signals.ts';
import { createTrips, type Trips } from './terminal/trips.ts';

/**
 * The terminal, as long as the app has it. Sessions are drawn on it one after the other, by one Ink:
 * between two of them the screen stays as it is.
 */
export type Stage = {
  theme: Observable<Theme>;
  /** Draws a session, and gives it the keys that waited. The terminal is taken with the first one. */
  show(session: Session): void;
  /** Resolves when what was drawn last is on the terminal. */
  flushed(): Promise<void>;
  /** Keeps the keys that are typed until the next session is shown. */
  hold(): void;
  /** Copies to the clipboard of the terminal; false for what is too long. */
  copy(text: string): boolean;
  /** Gives the terminal away meanwhile; coming back draws everything anew. */
  away(meanwhile: (() => Promise<void>) | null): Promise<void>;
  /** Shows a text in the terminal's own screen, where marking and scrolling work as everywhere, until enter. */
  print(text: string): Promise<void>;
  /** Gives the terminal back as it was. Twice does no harm. */
  close(): Promise<void>;
};

type Taken = {
  input: TapOfInput;
  instance: Instance;
  trips: Trips;
  giveBack(): void;
  offs: readonly (() => void)[];
};

/** A stage on the terminal of `parts`; nothing is written before the first session is shown. */
export function createStage(parts: AppParts): Stage {
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
  let current: Session | null = null;
  let sessions = 0;
  let isGone = false;
  let suspendTerminal: SuspendTerminal | null = null;
  let taken: Taken | null = null;
  const closing = Promise.withResolvers<void>();

  function hear(news: TerminalNews): void {
    switch (news.kind) {
      case 'focus':
        current?.reader.focus(news.focused);
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

  const drawn = (session: Session) => (
    <App
      // Nothing of one session's screens may live on in the next.
      key={sessions}
      session={session}
      keyboard={keyboard}
      rowsLess={platform === 'win32' ? 1 : 0}
      onTerminal={(suspend) => {
        suspendTerminal = suspend;
      }}
    />
  );

  /** Nobody sees it any more. */
  function gone(): void {
    isGone = true;
    current?.leave({ kind: 'interrupted' });
  }

  function take(session: Session): void {
    const input = tapInput(stdin, {
      onNews: hear,
      onEnd: gone,
      later: (next) => setImmediate(() => setImmediate(() => setImmediate(next))),
    });
    const instance = render(drawn(session), inkOptions(parts, input.stream));
    modes.enter();
    stdout.on('error', gone);
    const trips = createTrips({
      modes,
      input,
      suspender: () => suspendTerminal,
      leaving: () => (taken === null ? instance.waitUntilExit() : null),
    });
    const giveBack = (): void => {
      modes.leave();
      instance.unmount();
      modes.clean();
      input.close();
    };
    const offs = [
      () => void stdout.off('error', gone),
      parts.onContinue(() => void trips.away(null)),
      parts.onCrash(() => {
        giveBack();
        const loading = current?.live.get();
        if (loading?.kind === 'ready') stdout.write(farewell(loading.model.open, clock.now()));
      }),
    ];
    taken = { input, instance, trips, giveBack, offs };
  }

  return {
    theme,
    show(session) {
      current = session;
      sessions += 1;
      if (taken === null) take(session);
      else taken.instance.rerender(drawn(session));
      keyboard.release();
      if (isGone) gone();
    },
    flushed: async () => taken?.instance.waitUntilRenderFlush(),
    hold: () => keyboard.hold(),
    copy(text) {
      const sequence = clipboardSequence(text, environment.TMUX !== undefined);
      // One write beside Ink's frames: it moves no cursor and draws nothing.
      if (sequence !== null) stdout.write(sequence);
      return sequence !== null;
    },
    away: async (meanwhile) => taken?.trips.away(meanwhile),
    async print(text) {
      if (taken === null) return;
      const { input, trips } = taken;
      await trips.away(async () => {
        stdout.write(`${text}\n\n(enter goes back to Lifeboat)\n`);
        await Promise.race([input.nextLine(), closing.promise]);
      });
    },
    async close() {
      closing.resolve();
      if (taken === null) return;
      const { instance, giveBack, offs } = taken;
      taken = null;
      await modes.settled();
      giveBack();
      await instance.waitUntilExit();
      for (const off of offs) off();
    },
  };

  function inkOptions({ options }: AppParts, stream: TappedInput): Parameters<typeof render>[1] {
    return {
      // Ink uses of its streams what these have; its types want those of a process.
      stdin: stream,
      stdout,
      stderr,
      interactive: true,
      alternateScreen: options.alternateScreen,
      incrementalRendering: true,
      exitOnCtrlC: false,
      patchConsole: false,
      isScreenReaderEnabled: false,
      kittyKeyboard: { mode: 'disabled' },
    };
  }
}
