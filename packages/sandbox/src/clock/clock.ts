import type { SandboxClock } from '../seams.ts';

/** From `realMs` on, sandbox time is `sandboxMs` plus `rate` times the real time that passed since. */
export type ClockSegment = { realMs: number; sandboxMs: number; rate: number };

/** The sandbox's clock with what only its owner may do. */
export type MovableClock = SandboxClock & {
  /** Changes how fast time passes from now on; must be above 0. */
  setRate(rate: number): void;
  /** Real milliseconds since the epoch, for what a client measures or stamps on its own clock. */
  realNow(): number;
  /** The rule in force, enough for another process to tell the same time. */
  segment(): ClockSegment;
};

/** Sandbox time at a real time, by a segment's rule. */
export function timeAt(segment: ClockSegment, realMs: number): number {
  return segment.sandboxMs + (realMs - segment.realMs) * segment.rate;
}

/**
 * Makes the clock that everything in the sandbox reads. It only moves forward.
 *
 * Errors: RangeError for a rate that is not above 0 or an advance below 0.
 */
export function createClock(settings: {
  startMs: number | null;
  rate: number;
  realNow: () => number;
}): MovableClock {
  const { realNow } = settings;
  const realMs = realNow();
  let segment: ClockSegment = {
    realMs,
    sandboxMs: settings.startMs ?? realMs,
    rate: settings.rate,
  };

  const move = (ms: number, rate: number) => {
    const real = realNow();
    segment = { realMs: real, sandboxMs: timeAt(segment, real) + ms, rate };
  };

  return {
    now: () => Math.floor(timeAt(segment, realNow())),
    rate: () => segment.rate,
    realNow,
    segment: () => segment,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`Time only moves forward; ${ms} ms was asked for.`);
      move(ms, segment.rate);
    },
    setRate(rate) {
      if (!(rate > 0))
        throw new RangeError(`A clock's rate must be above 0; ${rate} was asked for.`);
      move(0, rate);
    },
  };
}
