import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';

/** A program on a terminal of its own. */
export type Terminal = {
  /** Resolves when the text was shown since the last `said`; rejects when it ended without it. */
  said(text: string): Promise<void>;
  type(keys: string): void;
  ended: Promise<number>;
  /** All that was shown, as it came: with control sequences. */
  raw(): string;
  /** All that was shown, without them. */
  text(): string;
  kill(): void;
};

export const keys = { enter: '\r', esc: '\u001b', ctrlC: '\u0003', ctrlD: '\u0004' } as const;

export function openTerminal(
  program: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
): Terminal {
  const pty = spawn(program, args, {
    cols: 120,
    rows: 30,
    env: { ...environment, TERM: 'xterm-256color' },
  });
  let raw = '';
  let read = 0;
  let end: number | null = null;
  const looks = new Set<() => void>();
  pty.onData((data) => {
    raw += data;
    for (const look of looks) look();
  });
  const ended = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => {
      end = exitCode;
      for (const look of looks) look();
      resolve(exitCode);
    });
  });
  return {
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const shown = stripVTControlCharacters(raw.slice(read));
          if (shown.includes(text)) {
            read = raw.length;
            looks.delete(look);
            resolve();
          } else if (end !== null) {
            reject(new Error(`It ended with ${end} and without "${text}":\n${shown}`));
          }
        };
        looks.add(look);
        look();
      }),
    type: (typed) => pty.write(typed),
    ended,
    raw: () => raw,
    text: () => stripVTControlCharacters(raw),
    kill: () => {
      if (end === null) pty.kill('SIGKILL');
    },
  };
}
