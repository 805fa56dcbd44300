import { describe, expect, it } from 'vitest';
import { parseTime } from '../../../packages/core/src/workflows/parse-time.ts';

const now = Date.UTC(2026, 10, 23, 3, 15);

describe('a typed time', () => {
  it.each([
    ['2026-11-23T01:30Z', Date.UTC(2026, 10, 23, 1, 30)],
    ['2026-11-23T01:30:15', Date.UTC(2026, 10, 23, 1, 30, 15)],
    ['2026-11-23 01:30', Date.UTC(2026, 10, 23, 1, 30)],
    ['2026-11-23T02:30+01:00', Date.UTC(2026, 10, 23, 1, 30)],
    ['2026-11-20', Date.UTC(2026, 10, 20)],
    ['01:30', Date.UTC(2026, 10, 23, 1, 30)],
    ['03:15', now],
    ['03:16', Date.UTC(2026, 10, 22, 3, 16)],
  ])('is UTC: %s', (text, instant) => {
    expect(parseTime(text, now)).toBe(instant);
  });

  it.each([
    '',
    'yesterday',
    '24:00',
    '01:60',
    '2026-13-01',
    '2026-02-30',
    '2026-11-23T25:00',
    '23.11.2026',
    '1:3',
  ])('is refused: %s', (text) => {
    expect(parseTime(text, now)).toBeNull();
  });
});
