import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tapInput } from '../../../packages/tui/src/app/terminal/tapped-input.ts';
import {
  type TerminalNews,
  takeNews,
} from '../../../packages/tui/src/app/terminal/terminal-signals.ts';

const esc = '\u001b';
const told: { text: string; news: TerminalNews | null }[] = [
  { text: `${esc}[I`, news: { kind: 'focus', focused: true } },
  { text: `${esc}[O`, news: { kind: 'focus', focused: false } },
  { text: `${esc}[<0;12;7M`, news: { kind: 'mouse', button: 'press', column: 12, row: 7 } },
  { text: `${esc}[<0;12;7m`, news: null },
  { text: `${esc}[<64;1;1M`, news: { kind: 'mouse', button: 'wheel-up', column: 1, row: 1 } },
  {
    text: `${esc}]11;rgb:ffff/FFFF/dddd${esc}\\`,
    news: { kind: 'background', answer: 'rgb:ffff/FFFF/dddd' },
  },
  { text: `${esc}]11;rgb:00/00/00\u0007`, news: { kind: 'background', answer: 'rgb:00/00/00' } },
  {
    text: `${esc}]11;rgba:0000/0000/0000/ffff${esc}\\`,
    news: { kind: 'background', answer: 'rgba:0000/0000/0000/ffff' },
  },
];
const typed = [
  'j',
  'q',
  ' ',
  '\r',
  'é',
  '日',
  `${esc}[A`,
  `${esc}[5~`,
  `${esc}OP`,
  '\u0003',
  'rgb:',
];

const parts = fc.array(
  fc.oneof(
    fc.constantFrom(...told),
    fc.constantFrom(...typed).map((text) => ({ text, news: null, isTyped: true })),
  ),
  { maxLength: 20 },
);

/** The text cut at these places, each a share of its length. */
function cut(text: string, shares: readonly number[]): string[] {
  const places = [...new Set(shares.map((share) => Math.floor(share * text.length)))].sort(
    (one, other) => one - other,
  );
  return [0, ...places].map((from, at) => text.slice(from, places[at] ?? text.length));
}

describe('what a terminal tells', () => {
  it('is told apart from what is typed, wherever the input is cut', () => {
    fc.assert(
      fc.property(parts, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (all, shares) => {
        const news: TerminalNews[] = [];
        let keys = '';
        let rest = '';
        for (const chunk of cut(all.map(({ text }) => text).join(''), shares)) {
          const taken = takeNews(rest + chunk);
          news.push(...taken.news);
          keys += taken.typed;
          rest = taken.rest;
        }
        expect(keys + rest).toBe(all.flatMap((one) => ('isTyped' in one ? one.text : [])).join(''));
        expect(news).toEqual(all.flatMap((one) => one.news ?? []));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is dropped where an answer broke off, and keys behind it are keys', () => {
    expect(takeNews(`${esc}]11;rgb:ff${esc}[A`).typed).toBe(`${esc}[A`);
    expect(takeNews(`${esc}]11;q`)).toMatchObject({ typed: 'q', news: [] });
  });

  it('leaves what other programs are told alone', () => {
    expect(takeNews(`${esc}]52;c;aGk=\u0007${esc}[24;80R`)).toMatchObject({ news: [], rest: '' });
  });
});

describe('the tap', () => {
  it('holds an escape only until everything that arrived was read', async () => {
    const stdin = new PassThrough();
    const turns: (() => void)[] = [];
    const tap = tapInput(stdin, {
      onNews: () => undefined,
      onEnd: () => undefined,
      later: (callback) => turns.push(callback),
    });
    const read: string[] = [];
    tap.stream.on('data', (chunk: Buffer) => read.push(chunk.toString()));
    stdin.write(esc);
    await settled();
    expect(read).toEqual([]);
    turns.shift()?.();
    await settled();

    expect(read).toEqual([esc]);
  });

  it('says once that there is no more input, also when reading fails', async () => {
    const stdin = new PassThrough();
    let ends = 0;
    tapInput(stdin, {
      onNews: () => undefined,
      onEnd: () => {
        ends += 1;
      },
      later: () => undefined,
    });
    stdin.destroy(new Error('EIO'));
    await settled();

    expect(ends).toBe(1);
  });
});

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
