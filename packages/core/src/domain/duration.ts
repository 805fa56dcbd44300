const unitMs = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;
const units = ['w', 'd', 'h', 'm', 's', 'ms'] as const;
const unitNames: readonly string[] = units;

/** The longest duration Lifeboat takes anywhere: ten years of 365 days. Milliseconds. */
export const longestDurationMs = 3650 * unitMs.d;

/** What a text said about a duration: milliseconds, or what is wrong and where in the text. */
export type DurationRead =
  | { ok: true; ms: number }
  /** `at` counts UTF-16 units from 0; `problem` is a clause such as "needs a unit after 30". */
  | { ok: false; at: number; problem: string };

/** Least and most that is taken, both included. Milliseconds. */
export type DurationBounds = { minMs?: number; maxMs?: number };

const example = 'write it like 7d, 4h, 90m or 1h30m';
const someUnit = 'w, d, h, m or s';

/**
 * Reads a duration such as `7d`, `4h`, `90m`, `30s` or `1h30m`: whole numbers, each with its unit
 * (also `w` and `ms`), larger units first, each unit once. Never throws.
 * Bounds: 1 s to {@link longestDurationMs} unless given otherwise.
 */
export function readDuration(text: string, bounds: DurationBounds = {}): DurationRead {
  const { minMs = unitMs.s, maxMs = longestDurationMs } = bounds;
  if (text === '') return wrong(0, `is empty; ${example}`);
  let at = 0;
  let ms = 0;
  let nextPlace = 0;
  while (at < text.length) {
    const digits = /^\d+/.exec(text.slice(at))?.[0];
    if (digits === undefined) {
      return wrong(at, `has ${shown(text, at)} where a whole number belongs; ${example}`);
    }
    // More digits than any allowed duration has would lose precision before the bound is checked.
    if (digits.length > 12) return wrong(at, 'has a number that is far too long');
    at += digits.length;
    if (at === text.length) return wrong(at, `needs a unit after ${digits}: ${someUnit}`);
    const letters = /^(?:ms|[wdhms])/i.exec(text.slice(at))?.[0] ?? '';
    const place = unitNames.indexOf(letters.toLowerCase());
    const unit = units[place];
    if (unit === undefined) {
      return wrong(at, `has ${shown(text, at)} where a unit belongs: ${someUnit}`);
    }
    if (place < nextPlace) {
      return wrong(at, `has "${letters}" out of order; larger units come first, each once`);
    }
    nextPlace = place + 1;
    ms += Number(digits) * unitMs[unit];
    at += letters.length;
  }
  if (ms < minMs) return wrong(0, `is shorter than ${durationText(minMs)}`);
  if (ms > maxMs) return wrong(0, `is longer than ${durationText(maxMs)}`);
  return { ok: true, ms };
}

/** The same for callers that need no reason. Units: milliseconds; null when it is not a duration of 0 to ten years. */
export function parseDuration(text: string): number | null {
  const read = readDuration(text.trim(), { minMs: 0 });
  return read.ok ? read.ms : null;
}

/**
 * The duration as configuration and flags write it, such as `1d12h`; reads back to the same.
 * Units: whole milliseconds in, not negative; nothing gives `0s`.
 */
export function durationText(ms: number): string {
  let rest = ms;
  let text = '';
  // Weeks are read but not written: people think of 30d, not of 4w2d.
  for (const unit of units.slice(1)) {
    const count = Math.floor(rest / unitMs[unit]);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * unitMs[unit];
  }
  return text === '' ? '0s' : text;
}

/**
 * The duration for people, in one unit and rounded down, so that "in 3 d" never promises more than
 * there is: `45 s`, `90 min`, `3 h`, `26 d`. Minutes go up to 119 and hours up to 47, since "1 d"
 * would hide most of a day. Units: milliseconds in; negative durations count as their size.
 */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms);
  if (size < unitMs.m) return `${Math.floor(size / unitMs.s)} s`;
  if (size < 2 * unitMs.h) return `${Math.floor(size / unitMs.m)} min`;
  if (size < 2 * unitMs.d) return `${Math.floor(size / unitMs.h)} h`;
  return `${Math.floor(size / unitMs.d)} d`;
}

/** A running time as a clock shows it: `04:31`, or `1:04:31` from one hour; rounded down, negative counts as 0. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const clock = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  const hours = Math.floor(seconds / 3600);
  return hours === 0 ? clock : `${hours}:${clock}`;
}

function wrong(at: number, problem: string): DurationRead {
  return { ok: false, at, problem };
}

/** The character at a place, quoted for a message; what cannot be seen by its code. */
function shown(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (character === ' ') return 'a space';
  if (!/[\p{C}\p{Z}]/u.test(character)) return `"${character}"`;
  return `U+${(text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
