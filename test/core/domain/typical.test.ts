import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runsThatCount, typical, typicalRun } from '../../../packages/core/src/domain/typical.ts';
import { anOperation, now } from './build-records.ts';

const run = (durationMs: number, endedAt: number, differs = {}) =>
  anOperation({ startedAt: endedAt - durationMs, endedAt, ...differs });

describe('typical durations', () => {
  it.each([
    [[], null],
    [[5], { medianMs: 5, shortestMs: 5, longestMs: 5, runs: 1 }],
    [[9, 1], { medianMs: 5, shortestMs: 1, longestMs: 9, runs: 2 }],
    [[100, 1, 2], { medianMs: 2, shortestMs: 1, longestMs: 100, runs: 3 }],
  ])('of %j are %j', (durations, expected) => {
    expect(typical(durations)).toEqual(expected);
  });

  it('lie in order and do not change what they were given', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (durations) => {
        const before = [...durations];
        const found = typical(durations);

        expect(durations).toEqual(before);
        expect(
          found !== null && found.shortestMs <= found.medianMs && found.medianMs <= found.longestMs,
        ).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a typical run', () => {
  const { service } = anOperation();

  it('counts successful runs of the same kind and service only', () => {
    const operations = [
      run(10, now),
      run(1, now, { status: 'failed' }),
      run(1, now, { kind: 'restore' }),
      run(1, now, { service: 'another' }),
      anOperation({ startedAt: null }),
      anOperation({ startedAt: now, endedAt: now - 1 }),
    ];

    expect(typicalRun(operations, service, 'backup')).toEqual({
      medianMs: 10,
      shortestMs: 10,
      longestMs: 10,
      runs: 1,
    });
  });

  it('leaves out a run whose end nobody saw for long', () => {
    const guessed = run(60 * 60_000, now, { seenRunningAt: now - 50 * 60_000 });
    const watched = run(7 * 60_000, now, { seenRunningAt: now - 60_000 });

    expect(typicalRun([guessed, watched], service, 'backup')).toMatchObject({
      medianMs: 7 * 60_000,
      runs: 1,
    });
  });

  it('forgets runs older than the newest twenty', () => {
    const operations = Array.from({ length: 30 }, (_, index) =>
      run(index < 10 ? 1000 : 10, now + index),
    );

    expect(typicalRun(operations, service, 'backup')).toMatchObject({
      longestMs: 10,
      runs: runsThatCount,
    });
  });
});
