import { PassThrough } from 'node:stream';
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

/**
 * Puts itself in front of standard input: keys pass, what the terminal tells (focus, mouse, its
 * background) goes to `onNews`. Ink drops such sequences, and would take their parts for keys.
 */
export function tapInput(
  stdin: TerminalInput,
  onNews: (news: TerminalNews) => void,
): { stream: TappedInput; close(): void } {
  let rest = '';
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode(on: boolean): void {
      stdin.setRawMode?.(on);
    },
    ref: (): void => void stdin.ref?.(),
    unref: (): void => void stdin.unref?.(),
  });
  const take = (chunk: Buffer | string): void => {
    const { typed, news, rest: left } = takeNews(rest + chunk.toString());
    rest = left;
    for (const one of news) onNews(one);
    if (typed !== '') stream.write(typed);
  };
  const end = (): void => void stream.end();
  stdin.setEncoding('utf8');
  stdin.on('data', take);
  stdin.on('end', end);
  return {
    stream,
    close() {
      stdin.off('data', take);
      stdin.off('end', end);
      stdin.pause();
    },
  };
}
