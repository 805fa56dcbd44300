import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaseSilenceMs } from '../../../packages/core/src/domain/lease.ts';
import {
  isSilent,
  nothingWatched,
  watchBeats,
} from '../../../packages/core/src/domain/lease-watch.ts';
import { propertyRuns } from '../../contract/property-runs.ts';
import { aBeat, aLease } from '../../contract/records.ts';

const leases = [aLease('o1', { process: 'p1' })];
const at = (beat: number) => ({ leases, beats: [aBeat('p1', { beat })] });

describe('watching beats', () => {
  it('finds nobody silent at first sight, however late it looks', () => {
    const watch = watchBeats(nothingWatched, at(1), 10_000_000);

    expect(isSilent(watch, 'p1', 10_000_000)).toBe(false);
  });

  it('finds a beat silent that stood still for 60 s, and not a millisecond before', () => {
    const watch = watchBeats(watchBeats(nothingWatched, at(7), 1_000), at(7), 30_000);

    expect(isSilent(watch, 'p1', 60_999)).toBe(false);
    expect(isSilent(watch, 'p1', 61_000)).toBe(true);
  });

  it.each([
    ['goes up', 8],
    ['starts again', 1],
  ])('starts to count anew when the beat %s', (_, beat) => {
    const watch = watchBeats(watchBeats(nothingWatched, at(7), 0), at(beat), 59_000);

    expect(isSilent(watch, 'p1', 100_000)).toBe(false);
    expect(isSilent(watch, 'p1', 119_000)).toBe(true);
  });

  it('gives a holder without any beat the same 60 s', () => {
    const watch = watchBeats(nothingWatched, { leases, beats: [] }, 0);

    expect(isSilent(watch, 'p1', 59_999)).toBe(false);
    expect(isSilent(watch, 'p1', 60_000)).toBe(true);
  });

  it('forgets a process that holds nothing any more', () => {
    const watch = watchBeats(watchBeats(nothingWatched, at(7), 0), { leases: [], beats: [] }, 10);

    expect(watch.size).toBe(0);
    expect(isSilent(watch, 'p1', 1_000_000)).toBe(false);
  });

  it('never finds silent who beat within the last 60 s of the observer’s clock', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ step: fc.nat(90_000), beats: fc.boolean() }), { minLength: 1 }),
        (looks) => {
          let watch = nothingWatched;
          let [now, beat, changedAt] = [0, 0, 0];
          for (const look of looks) {
            now += look.step;
            if (look.beats || watch === nothingWatched) {
              beat += 1;
              changedAt = now;
            }
            watch = watchBeats(watch, at(beat), now);
            expect(isSilent(watch, 'p1', now)).toBe(now - changedAt >= leaseSilenceMs);
          }
        },
      ),
      propertyRuns(),
    );
  });
});
