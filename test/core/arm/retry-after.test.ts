import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  longestWaitMs,
  parseRetryAfter,
  shortestWaitMs,
} from '../../../packages/core/src/arm/retry-after.ts';

const now = Date.UTC(2026, 10, 23, 12);
const at = (ms: number) => new Date(now + ms).toUTCString();

describe('Retry-After', () => {
  it.each<[string, Record<string, string>, number | null]>([
    ['absent', {}, null],
    ['empty', { 'retry-after': '' }, null],
    ['seconds', { 'retry-after': '60' }, 60_000],
    ['seconds with spaces', { 'retry-after': ' 17 ' }, 17_000],
    ['a fraction of seconds', { 'retry-after': '1.5' }, 1_500],
    ['none', { 'retry-after': '0' }, shortestWaitMs],
    ['an hour', { 'retry-after': '3600' }, longestWaitMs],
    ['more than an hour', { 'retry-after': '3601' }, longestWaitMs],
    ['a day', { 'retry-after': '86400' }, longestWaitMs],
    ['more than a number holds', { 'retry-after': '9'.repeat(400) }, longestWaitMs],
    ['negative', { 'retry-after': '-5' }, null],
    ['signed', { 'retry-after': '+5' }, null],
    ['exponential', { 'retry-after': '1e3' }, null],
    ['hexadecimal', { 'retry-after': '0x10' }, null],
    ['Infinity', { 'retry-after': 'Infinity' }, null],
    ['NaN', { 'retry-after': 'NaN' }, null],
    ['words', { 'retry-after': 'in a minute' }, null],
    ['words that Date.parse reads', { 'retry-after': 'later 1' }, null],
    ['twice', { 'retry-after': '5, 20' }, 20_000],
    ['twice, one of it garbage', { 'retry-after': '5, soon' }, null],
    ['an HTTP date', { 'retry-after': at(45_000) }, 45_000],
    ['an HTTP date gone by', { 'retry-after': at(-45_000) }, shortestWaitMs],
    ['an HTTP date far off', { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, longestWaitMs],
    ['an RFC 850 date', { 'retry-after': 'Monday, 23-Nov-26 12:00:30 GMT' }, 30_000],
    ['an asctime date', { 'retry-after': 'Mon Nov 23 12:00:30 2026' }, 30_000],
    ['an impossible date', { 'retry-after': 'Mon, 99 Foo 2026 99:99:99 GMT' }, null],
    ['an ISO date', { 'retry-after': '2026-11-23T12:01:00Z' }, null],
    ['milliseconds', { 'retry-after-ms': '2500' }, 2_500],
    ['few milliseconds', { 'retry-after-ms': '20' }, shortestWaitMs],
    ['Microsoft milliseconds', { 'x-ms-retry-after-ms': '2500' }, 2_500],
    ['milliseconds before seconds', { 'retry-after-ms': '2500', 'retry-after': '60' }, 2_500],
    ['garbled milliseconds', { 'retry-after-ms': '-1', 'retry-after': '60' }, 60_000],
  ])('reads %s', (_, headers, expected) => {
    expect(parseRetryAfter(headers, now)).toBe(expected);
  });

  it("measures a date against the answer's own Date, whatever our clock says", () => {
    const headers = { 'retry-after': at(30_000), date: at(0) };

    expect(parseRetryAfter(headers, now + 86_400_000)).toBe(30_000);
    expect(parseRetryAfter(headers, now - 86_400_000)).toBe(30_000);
  });

  it('never leaves its bounds, never throws, for any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.double().map(String),
      fc.bigInt().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    const names = fc.constantFrom('retry-after', 'retry-after-ms', 'x-ms-retry-after-ms', 'date');
    fc.assert(
      fc.property(fc.dictionary(names, text), fc.integer(), (headers, clock) => {
        const wait = parseRetryAfter(headers, clock);

        if (wait === null) return;
        expect(wait).toBeGreaterThanOrEqual(shortestWaitMs);
        expect(wait).toBeLessThanOrEqual(longestWaitMs);
      }),
      { numRuns: 3_000 },
    );
  });

  it('obeys every whole number of seconds within the bounds to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_600 }), (seconds) => {
        const date = new Date(now + seconds * 1_000).toUTCString();

        expect(parseRetryAfter({ 'retry-after': String(seconds) }, now)).toBe(seconds * 1_000);
        expect(parseRetryAfter({ 'retry-after': date }, now)).toBe(seconds * 1_000);
      }),
      { numRuns: 1_000 },
    );
  });
});
