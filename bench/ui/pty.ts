import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';

/** A program on a terminal of its own, with the time of everything it writes. */
export type Pty = {
  pid: number;
  /** Bytes that were written since `mark`, or since the start. */
  written(): string;
  /** Forgets what was written. */
  mark(): void;
  /** Resolves when what was written since `mark` is so, with the time of `performance.now()` at that moment. */
  until(holds: (written: string) => boolean): Promise<number>;
  type(keys: string): void;
  /** `performance.now()` right before it was started. */
  startedAt: number;
  /** Resolves when it is over. */
  ended: Promise<number>;
  /** Presses `q` and waits for the end; kills it when it does not come. */
  leave(): Promise<void>;
};

/** How a terminal is and what is set in it. */
export type PtyOptions = {
  columns?: number;
  rows?: number;
  environment?: Readonly<Record<string, string>>;
};

/** Nothing that is waited for takes so long, on a busy machine neither. Milliseconds. */
const patienceMs = 60_000;

/**
 * Starts the bench's Node with these words, in a terminal such as people have and an environment with
 * nothing else in it; when the work in it is done, or fails, it is left.
 */
export async function inPty<T>(
  words: readonly string[],
  options: PtyOptions,
  work: (pty: Pty) => Promise<T>,
): Promise<T> {
  const pty = openPty(words, options);
  try {
    return await work(pty);
  } finally {
    await pty.leave();
  }
}

function openPty(words: readonly string[], options: PtyOptions): Pty {
  const { columns = 120, rows = 40, environment = {} } = options;
  const { PATH = '' } = process.env;
  const startedAt = performance.now();
  const pty = spawn(process.execPath, [...words], {
    cols: columns,
    rows,
    env: { PATH, LANG: 'C.UTF-8', TERM: 'xterm-256color', ...environment },
  });
  let written = '';
  let look: (at: number) => void = () => undefined;
  pty.onData((data) => {
    const at = performance.now();
    written += data;
    look(at);
  });
  const ended = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => resolve(exitCode));
  });
  const until = (holds: (written: string) => boolean): Promise<number> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        const shown = stripVTControlCharacters(written).slice(-3_000);
        reject(new Error(`It never came to it:\n${shown}`));
      }, patienceMs);
      look = (at) => {
        if (!holds(written)) return;
        clearTimeout(late);
        look = () => undefined;
        resolve(at);
      };
      look(performance.now());
    });
  return {
    pid: pty.pid,
    startedAt,
    written: () => written,
    mark: () => {
      written = '';
    },
    until,
    type: (keys) => pty.write(keys),
    ended,
    async leave() {
      pty.write('q');
      const kill = setTimeout(() => pty.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(kill);
    },
  };
}

/** Whether a text is on the screen, as far as it was written since. */
export function shows(text: string): (written: string) => boolean {
  return (written) => stripVTControlCharacters(written).includes(text);
}
