import { PassThrough } from 'node:stream';
import type { Clock, Lifeboat } from '@lifeboat/core';
import { type AppOptions, type AppParts, runApp } from '@lifeboat/tui/app';
import xterm from '@xterm/headless';

/** The terminal UI in this process, drawn into a real terminal emulator. */
export type Ui = {
  /** The screen's lines as they are now, without the spaces at their ends. */
  lines(): string[];
  text(): string;
  /** Sends keys as a terminal does; several are typed quickly. */
  type(...keys: string[]): void;
  /** Resolves when the screen shows the text; rejects with the screen after a while. */
  shows(text: string | RegExp): Promise<void>;
  /** Resolves when it does not show it any more. */
  hides(text: string | RegExp): Promise<void>;
  /** Resolves when it holds; `words` say what is waited for. */
  until(holds: () => boolean, words: string): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** All that was written to the terminal, as it came. */
  raw(): string;
  /** The emulator itself, for colours and modes. */
  terminal: InstanceType<typeof xterm.Terminal>;
  /** Resolves with the exit code when it was left. */
  ended: Promise<number>;
  /** What was written to stderr. */
  errors(): string;
  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void;
};

/** Keys by name. */
export const press = {
  enter: '\r',
  esc: '\u001b',
  tab: '\t',
  shiftTab: '\u001b[Z',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  home: '\u001b[H',
  end: '\u001b[F',
  backspace: '\u007f',
  ctrlC: '\u0003',
  ctrlL: '\u000c',
} as const;

/** How a person wants it, as tests do unless they say otherwise. */
export const plainOptions: AppOptions = {
  theme: 'dark',
  color: true,
  ascii: false,
  mouse: false,
  alternateScreen: true,
  screenReader: false,
  reducedMotion: false,
  readOnly: false,
};

/** How long a screen may take to show something on a busy machine. Milliseconds. */
const patienceMs = 15_000;

/** Opens it. Leave it with `ui.type('q')` or a signal, and await `ended`. */
export function openUi(given: {
  lifeboat: Lifeboat | (() => Promise<Lifeboat>);
  clock: Clock;
  columns?: number;
  rows?: number;
  options?: Partial<AppOptions>;
  environment?: Record<string, string>;
  parts?: Partial<AppParts>;
}): Ui {
  const { lifeboat, clock, columns = 120, rows = 40 } = given;
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    // A terminal's driver makes a new line of a line feed; nothing stands between here.
    convertEol: true,
    scrollback: 200,
  });
  const size = { columns, rows };
  let raw = '';
  const stdout = Object.assign(new PassThrough(), {
    isTTY: true as const,
    get columns() {
      return size.columns;
    },
    get rows() {
      return size.rows;
    },
  });
  // Object.assign would copy what the getters give now.
  Object.defineProperties(stdout, {
    columns: { get: () => size.columns },
    rows: { get: () => size.rows },
  });
  stdout.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    raw += text;
    terminal.write(text);
  });
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true as const,
    setRawMode: () => undefined,
    ref: () => undefined,
    unref: () => undefined,
  });
  // What the terminal answers, such as to a question for its background, comes in as input.
  terminal.onData((answer) => void stdin.write(answer));
  let errors = '';
  const stderr = new PassThrough();
  stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const signals = new Set<(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => void>();
  const ended = runApp({
    stdin,
    stdout,
    stderr,
    environment: { LANG: 'C.UTF-8', COLORFGBG: '7;0', ...given.environment },
    platform: 'linux',
    clock,
    options: { ...plainOptions, ...given.options },
    open: typeof lifeboat === 'function' ? lifeboat : async () => lifeboat,
    isStoreQuick: async () => true,
    onSignal(listener) {
      signals.add(listener);
      return () => void signals.delete(listener);
    },
    stopProcess: null,
    onContinue: () => () => undefined,
    onCrash: () => () => undefined,
    keepFailure: async () => '/state/log',
    ...given.parts,
  });

  const lines = (): string[] => {
    const buffer = terminal.buffer.active;
    return Array.from(
      { length: terminal.rows },
      (_, row) => buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? '',
    );
  };
  const has = (text: string | RegExp): boolean => {
    const all = lines().join('\n');
    return typeof text === 'string' ? all.includes(text) : text.test(all);
  };
  const until = async (holds: () => boolean, words: string): Promise<void> => {
    const end = performance.now() + patienceMs;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`${words}:\n${lines().join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    lines,
    text: () => lines().join('\n'),
    type: (...keys) => void stdin.write(keys.join('')),
    shows: (text) => until(() => has(text), `It never showed ${text}`),
    hides: (text) => until(() => !has(text), `It still shows ${text}`),
    until: (holds, words) => until(holds, `It never was ${words}`),
    async resize(newColumns, newRows) {
      Object.assign(size, { columns: newColumns, rows: newRows });
      terminal.resize(newColumns, newRows);
      stdout.emit('resize');
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
    raw: () => raw,
    terminal,
    ended,
    errors: () => errors,
    signal: (name) => {
      for (const listener of signals) listener(name);
    },
  };
}
