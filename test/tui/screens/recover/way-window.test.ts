import fc from 'fast-check';
import { expect, it } from 'vitest';
import { showBlock } from '../../../../packages/tui/src/screens/recover/way-window.ts';

it.each([
  [
    'stays where the block is in sight',
    { start: 4, end: 6 },
    { first: 2, height: 10, count: 40 },
    2,
  ],
  ['moves down just enough', { start: 12, end: 15 }, { first: 2, height: 10, count: 40 }, 5],
  ['moves up to its first row', { start: 1, end: 3 }, { first: 8, height: 10, count: 40 }, 1],
  [
    'shows the beginning of one that is too long',
    { start: 12, end: 40 },
    { first: 0, height: 10, count: 60 },
    12,
  ],
  ['never goes past the end', { start: 38, end: 40 }, { first: 39, height: 10, count: 40 }, 30],
])('%s', (_what, block, page, first) => {
  expect(showBlock(block, page)).toBe(first);
});

it('always shows the first row of the block', () => {
  const nat = fc.nat({ max: 60 });
  fc.assert(
    fc.property(
      nat,
      fc.nat({ max: 20 }),
      nat,
      fc.integer({ min: 1, max: 40 }),
      nat,
      (start, long, first, height, rest) => {
        const block = { start, end: start + long + 1 };
        const shown = showBlock(block, { first, height, count: block.end + rest });
        expect(shown).toBeLessThanOrEqual(start);
        expect(shown + height).toBeGreaterThan(start);
      },
    ),
  );
});
