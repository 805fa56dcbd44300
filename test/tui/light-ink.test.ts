import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphemes } from '../../packages/tui/build/stand-ins/graphemes.ts';
import { later } from '../../packages/tui/build/stand-ins/later.ts';
import { remembering } from '../../packages/tui/build/stand-ins/remembering.ts';
import { isOneCellEach } from '../../packages/tui/src/format/plain-cells.ts';
import { unicodeGlyphs } from '../../packages/tui/src/theme/glyphs.ts';

// Ink's own, unchanged.
const inkRequire = createRequire(import.meta.resolve('ink'));
const { default: stringWidth }: { default(text: string): number } = await import(
  inkRequire.resolve('string-width')
);
const real = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const quick = graphemes(undefined, { granularity: 'grapheme' });
const all = Array.from({ length: 0x1_0000 }, (_, unit) => String.fromCharCode(unit));

describe('the stand-in for the segmenter', () => {
  it('takes every text apart as the real one does', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '─',
        '›',
        '▓',
        '✓',
        'é',
        '\u001b[1m',
        '\n',
        '\r\n',
        '\u0301',
        '\u200d',
        '👩‍🚀',
      ),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect([...quick.segment(text)]).toEqual([...real.segment(text)]);
        const middle = Math.floor(text.length / 2);
        expect(quick.segment(text).containing(middle)).toEqual(
          real.segment(text).containing(middle),
        );
      }),
    );
  });

  it('knows every sign of the screens as one cell', () => {
    for (const glyph of Object.values(unicodeGlyphs).flat())
      expect(isOneCellEach(glyph), glyph).toBe(true);
  });

  it('says of nothing that it is one cell which is wider, narrower or joins its neighbour', () => {
    for (const character of all.filter(isOneCellEach)) {
      expect(stringWidth(character), character.codePointAt(0)?.toString(16)).toBe(1);
      expect([...real.segment(`a${character}b`)]).toHaveLength(3);
      expect([...real.segment(character + character)]).toHaveLength(2);
    }
  });
});

it('makes a pattern when it is first asked, and once', () => {
  let made = 0;
  const pattern = later(() => {
    made += 1;
    return /^b/;
  });

  expect(made).toBe(0);
  expect([pattern.test('bc'), pattern.test('cb')]).toEqual([true, false]);
  expect(made).toBe(1);
});

it('asks a pure function again only for what it was not asked lately', () => {
  const asked: string[] = [];
  const length = remembering((text) => {
    asked.push(text);
    return text.length;
  }, 2);

  // `a` is asked again and again and stays; `bb` is forgotten behind two times two others.
  const texts = ['a', 'bb', 'a', 'ccc', 'a', 'dddd', 'a', 'eeeee', 'a', 'bb'];
  expect(texts.map(length)).toEqual([1, 2, 1, 3, 1, 4, 1, 5, 1, 2]);
  expect(asked).toEqual(['a', 'bb', 'ccc', 'dddd', 'eeeee', 'bb']);
});
