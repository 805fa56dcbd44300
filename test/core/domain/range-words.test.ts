import { expect, it } from 'vitest';
import { rangeWords, timedWords } from '../../../packages/core/src/domain/range-words.ts';

const minute = 60_000;
const runs = (shortest: number, longest: number, count: number) => ({
  medianMs: shortest * minute,
  shortestMs: shortest * minute,
  longestMs: longest * minute,
  runs: count,
});

it.each([
  [runs(21, 40, 7), '21 min to 40 min in 7 runs'],
  [runs(21, 21, 1), 'in 1 run'],
  [runs(21, 21.2, 2), 'in 2 runs'],
])('tells of %j no range that reads the same at both ends', (typical, words) => {
  expect(timedWords(typical)).toBe(words);
  expect(rangeWords(typical) === null).toBe(!words.includes(' to '));
});

it('has room for what kind of runs they are', () => {
  expect(timedWords(runs(5, 9, 2), 'past ')).toBe('5 min to 9 min in 2 past runs');
  expect(timedWords(runs(5, 5, 1), 'past ')).toBe('in 1 past run');
});
