import { PassThrough } from 'node:stream';
import { createPasteMarks } from './paste-marks.ts';
import { type TerminalNews, takeNews } from './terminal-signals.ts';

/** What is used of standard input. */
export type TerminalInput = NodeJS.ReadableStream & {
  isTTY?: boolean;
  setRawMode?(on: boolean): unknown;
  ref?(): unknown;
  unref?(): unknown;
};

/** Standard input as Ink takes it, without what the terminal tells by itself. */
export type TappedInput = PassThrough & { isTTY: boolean; setRawMode(on: boolean): void };

/** The tap on standard input. */
export type TapOfInput = {
  stream: TappedInput;
  /** Reads nothing for a while. */
  hold(): void;
  goOn(): void;
  /** Resolves at the next enter, also while it is held; nothing that is typed until then is a key. */
  nextLine(): Promise<void>;
  close(): void;
};

type Parts = {
  onNews(news: TerminalNews): void;
  /** Called when there is no more input: the terminal is gone. */
  onEnd(): void;
  /** Calls back after what has arrived already was read. */
  later(callback: () => void): unknown;
};

/**
 * Puts itself in front of standard input: keys pass, what the terminal tells (focus, mouse, its
 * background) goes to `onNews`. Ink drops such sequences, and would take their parts for keys.
 */
export function tapInput(stdin: TerminalInput, { onNews, onEnd, later }: Parts): TapOfInput {
  const marks = createPasteMarks();
  let rest = '';
  let turn = 0;
  let lineEnded: (() => void) | null = null;
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode(on: boolean): void {
      stdin.setRawMode?.(on);
    },
    ref: (): void => void stdin.ref?.(),
    unref: (): void => void stdin.unref?.(),
  });
  const give = (typed: string): void => void stream.write(marks(typed));
  const take = (chunk: Buffer | string): void => {
    if (lineEnded !== null) {
      if (/[\r\n]/.test(chunk.toString())) lineEnded();
      return;
    }
    const { typed, news, rest: left } = takeNews(rest + chunk.toString());
    rest = left;
    turn += 1;
    for (const one of news) onNews(one);
    if (typed !== '') give(typed);
    if (isKey(rest)) giveAfter(turn);
  };
  /** A begin that may be a key by itself is one when nothing follows it. */
  const giveAfter = (mine: number): void => {
    later(() => {
      if (turn !== mine) return;
      const typed = rest;
      rest = '';
      give(typed);
    });
  };
  const end = (): void => {
    stream.end();
    onEnd();
  };
  stdin.setEncoding('utf8');
  stdin.on('data', take);
  stdin.on('end', end);
  // A terminal that hung up fails to be read (EIO); what fails after closing concerns nobody either.
  stdin.on('error', end);
  return {
    stream,
    hold: () => void stdin.pause(),
    goOn: () => void stdin.resume(),
    nextLine() {
      // Ink lets go of it, and then nothing would keep the process waiting.
      stdin.ref?.();
      stdin.resume();
      return new Promise((resolve) => {
        lineEnded = () => {
          lineEnded = null;
          stdin.pause();
          resolve();
        };
      });
    },
    close() {
      stdin.off('data', take);
      stdin.off('end', end);
      stdin.pause();
    },
  };
}

/** Escape, and alt with a bracket. */
function isKey(rest: string): boolean {
  return rest !== '' && rest.length <= 2;
}
