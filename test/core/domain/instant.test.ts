import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTime, parseInstant } from '../../../packages/core/src/domain/instant.ts';

describe('an instant', () => {
  it('is written as ISO 8601 in UTC, without empty milliseconds', () => {
    expect(isoTime(Date.UTC(2026, 10, 23, 2, 0, 7))).toBe('2026-11-23T02:00:07Z');
    expect(isoTime(Date.UTC(2026, 10, 23, 2, 0, 7, 5))).toBe('2026-11-23T02:00:07.005Z');
    expect(isoTime(null)).toBeNull();
  });

  it('is read from ISO 8601 and from an HTTP date', () => {
    expect(parseInstant('2026-11-23T02:00:07Z')).toBe(Date.UTC(2026, 10, 23, 2, 0, 7));
    expect(parseInstant('Mon, 23 Nov 2026 02:00:07 GMT')).toBe(Date.UTC(2026, 10, 23, 2, 0, 7));
  });

  it.each([null, undefined, '', 'soon'])('is not read from %s', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 0, 1) }), (instant) => {
        expect(parseInstant(isoTime(instant))).toBe(instant);
      }),
      { numRuns: 1000 },
    );
  });
});
