import { describe, expect, it } from 'vitest';
import {
  relativeTime,
  utcDate,
  utcTime,
  utcTimeAndRelative,
} from '../../../packages/core/src/domain/relative-time.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const h = 3_600_000;

describe('a relative time', () => {
  it.each([
    [now, 'now'],
    [now - 999, 'now'],
    [now + 999, 'now'],
    [now - 1000, '1 s ago'],
    [now - 3 * h, '3 h ago'],
    [now + 72 * h, 'in 3 d'],
    [now + 72 * h - 1, 'in 2 d'],
  ])('of %i reads %s', (at, text) => {
    expect(relativeTime(at, now)).toBe(text);
  });
});

describe('a time in UTC', () => {
  it('leaves the current year out', () => {
    expect(utcTime(Date.parse('2026-11-23T02:00:59Z'), now)).toBe('23 Nov 02:00');
  });

  it('names another year', () => {
    expect(utcTime(Date.parse('2025-12-31T23:59:00Z'), now)).toBe('31 Dec 2025 23:59');
    expect(utcDate(Date.parse('2027-01-01T00:00:00Z'), now)).toBe('1 Jan 2027');
  });

  it('stands beside its relative form', () => {
    expect(utcTimeAndRelative(now - 3 * h, now)).toBe('23 Nov 09:00 UTC (3 h ago)');
  });
});
