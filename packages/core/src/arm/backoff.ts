/**
 * How long to wait where Azure did not say: 15 s at first, growing to 60 s, spread by up to a
 * fifth so that many followers do not ask at once. Bounds from facts/azure.md 2.5 (suggested own
 * poller, read 2026-11-23).
 *
 * Units: milliseconds. `spread` is a random number from 0 to 1.
 */
export function waitWithoutRetryAfter(attempt: number, spread: number): number {
  const shortest = 15_000;
  const longest = 60_000;
  const grown = Math.min(longest, shortest * 2 ** Math.min(Math.max(attempt, 0), 8));
  return Math.min(longest, Math.round(grown * (1 + 0.2 * spread)));
}
