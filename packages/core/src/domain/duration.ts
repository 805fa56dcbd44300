const unitMs = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

const part = /(\d{1,9})(ms|w|d|h|m|s)/gy;

/** The longest duration anybody can mean: 10 years. Milliseconds. */
const longestMs = 3650 * unitMs.d;

/**
 * Reads a duration such as `7d`, `24h`, `1h30m`, `90s` or `500ms`.
 * Units: milliseconds. Bounds: 0 to 10 years; null when the text is not a duration.
 */
export function parseDuration(text: string): number | null {
  const plain = text.trim().toLowerCase();
  if (plain === '') return null;
  part.lastIndex = 0;
  let total = 0;
  let end = 0;
  for (const match of plain.matchAll(part)) {
    total += Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
    end = match.index + match[0].length;
  }
  return end === plain.length && total <= longestMs ? total : null;
}

/**
 * A duration for people in its two largest units: `28 min`, `3 h 20 min`, `6 d 4 h`. Rounded down,
 * so that "in 3 d" never promises more than there is. Negative durations count as their size.
 */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms);
  if (size < unitMs.m) return `${Math.floor(size / unitMs.s)} s`;
  if (size < unitMs.h) return `${Math.floor(size / unitMs.m)} min`;
  if (size < unitMs.d) return two(size, unitMs.h, 'h', unitMs.m, 'min');
  return two(size, unitMs.d, 'd', unitMs.h, 'h');
}

function two(size: number, large: number, largeUnit: string, small: number, smallUnit: string) {
  const rest = Math.floor((size % large) / small);
  const first = `${Math.floor(size / large)} ${largeUnit}`;
  return rest === 0 ? first : `${first} ${rest} ${smallUnit}`;
}

/** A running time as a clock shows it: `04:31`, or `1:04:31` from one hour. Rounded down. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const clock = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  const hours = Math.floor(seconds / 3600);
  return hours === 0 ? clock : `${hours}:${clock}`;
}
