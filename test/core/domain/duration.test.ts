import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  durationText,
  formatDuration,
  formatElapsed,
  longestDurationMs,
  parseDuration,
  readDuration,
} from '../../../packages/core/src/domain/duration.ts';

const h = 3_600_000;
const d = 24 * h;

describe('reading a duration', () => {
  it.each([
    ['7d', 7 * d],
    ['4h', 4 * h],
    ['90m', 90 * 60_000],
    ['30s', 30_000],
    ['1h30m', 1.5 * h],
    ['1d2h3m4s', d + 2 * h + 184_000],
    ['2w', 14 * d],
    ['1s500ms', 1500],
    ['3650d', longestDurationMs],
  ])('reads %s', (text, ms) => {
    expect(readDuration(text)).toEqual({ ok: true, ms });
  });

  it.each([
    ['', 0, 'is empty'],
    ['30', 2, 'needs a unit after 30'],
    ['h', 0, 'has "h" where a whole number belongs'],
    ['1h x', 2, 'has a space where a whole number belongs'],
    ['1.5h', 1, 'has "." where a unit belongs'],
    ['-1h', 0, 'has "-" where a whole number belongs'],
    ['30m1h', 4, 'out of order'],
    ['1h2h', 3, 'out of order'],
    ['1y', 1, 'has "y" where a unit belongs'],
    ['1\u0007', 1, 'has U+0007'],
    ['9999999999999s', 0, 'far too long'],
    ['3650d1s', 0, 'is longer than 3650d'],
    ['0s', 0, 'is shorter than 1s'],
    ['999ms', 0, 'is shorter than 1s'],
  ])('refuses "%s" at character %i', (text, at, words) => {
    const read = readDuration(text);

    expect(read).toMatchObject({ ok: false, at });
    expect(read.ok ? '' : read.problem).toContain(words);
  });

  it('holds the bounds it is given, both included', () => {
    const bounds = { minMs: h, maxMs: 2 * h };

    expect(readDuration('1h', bounds).ok).toBe(true);
    expect(readDuration('2h', bounds).ok).toBe(true);
    expect(readDuration('59m59s', bounds).ok).toBe(false);
    expect(readDuration('2h1s', bounds).ok).toBe(false);
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: longestDurationMs }), (ms) => {
        expect(parseDuration(durationText(ms))).toBe(ms);
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws, and gives a place within the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = readDuration(text);
        if (!read.ok) expect(read.at >= 0 && read.at <= text.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes zero and surrounding space for flags', () => {
    expect(parseDuration(' 0s ')).toBe(0);
    expect(parseDuration('soon')).toBeNull();
  });
});

describe('showing a duration', () => {
  it.each([
    [0, '0 s'],
    [45_999, '45 s'],
    [60_000, '1 min'],
    [119 * 60_000 + 59_999, '119 min'],
    [2 * h, '2 h'],
    [3.9 * h, '3 h'],
    [2 * d - 1, '47 h'],
    [2 * d, '2 d'],
    [26.9 * d, '26 d'],
    [-3 * h, '3 h'],
  ])('shows %i ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([
    [-1, '00:00'],
    [7_000, '00:07'],
    [751_999, '12:31'],
    [h, '1:00:00'],
    [26 * h + 61_000, '26:01:01'],
  ])('shows a running time of %i ms as %s', (ms, text) => {
    expect(formatElapsed(ms)).toBe(text);
  });
});
