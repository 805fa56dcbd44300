import { PassThrough } from 'node:stream';
import type { Clock, Lifeboat } from '@lifeboat/core';
import { type AppParts, runSpoken } from '@lifeboat/tui/app';
import { plainOptions } from './ui.ts';

/** The app for screen readers, in this process, on streams that remember. */
export type Spoken = {
  /** All that was said, as it came. */
  text(): string;
  /** Types a line and enter. */
  type(line: string): void;
  /** Sends bytes as they are, such as a tab. */
  send(bytes: string): void;
  /** Resolves when it was said since the last `says`; rejects with all that was said after a while. */
  says(text: string | RegExp): Promise<void>;
  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void;
  /** Ends the input, as ctrl-d does. */
  end(): void;
  ended: Promise<number>;
};

const patienceMs = 15_000;

/** Opens it; `TERM` is dumb unless told otherwise, so that nothing but lines is written. */
export function openSpoken(given: {
  lifeboat: Lifeboat | (() => Promise<Lifeboat>);
  clock: Clock;
  term?: string;
  parts?: Partial<AppParts>;
}): Spoken {
  const { lifeboat, clock, term = 'dumb' } = given;
  let text = '';
  let read = 0;
  const stdout = Object.assign(new PassThrough(), { isTTY: true as const, columns: 100, rows: 30 });
  stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true as const,
    setRawMode: () => undefined,
  });
  const signals = new Set<(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => void>();
  const ended = runSpoken({
    stdin,
    stdout,
    stderr: new PassThrough(),
    environment: { LANG: 'C.UTF-8', TERM: term },
    platform: 'linux',
    clock,
    options: { ...plainOptions, screenReader: true },
    open: typeof lifeboat === 'function' ? lifeboat : async () => lifeboat,
    onSignal(listener) {
      signals.add(listener);
      return () => void signals.delete(listener);
    },
    isStoreQuick: async () => true,
    stopProcess: null,
    onContinue: () => () => undefined,
    onCrash: () => () => undefined,
    keepFailure: async () => '/state/log',
    ...given.parts,
  });
  return {
    text: () => text,
    type: (line) => void stdin.write(`${line}\n`),
    send: (bytes) => void stdin.write(bytes),
    async says(wanted) {
      const end = performance.now() + patienceMs;
      for (;;) {
        const since = text.slice(read);
        const at = typeof wanted === 'string' ? since.indexOf(wanted) : since.search(wanted);
        if (at >= 0) {
          read += at + 1;
          return;
        }
        if (performance.now() > end) throw new Error(`It never said ${wanted}:\n${text}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    signal: (name) => {
      for (const listener of signals) listener(name);
    },
    end: () => void stdin.end(),
    ended,
  };
}
