import type { Check } from '../domain/check.ts';
import { formatDuration } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Look } from '../ports/azure.ts';

/** From here on the 30 days and the "ago" of every screen are visibly wrong. Milliseconds. */
const warnMs = 60_000;

/**
 * Entra ID accepts tokens with a clock five minutes off; beyond that sign-ins begin to fail.
 * Source: learn.microsoft.com/entra/identity-platform/access-tokens, read 2026-11-23. Milliseconds.
 */
const failMs = 5 * 60_000;

/** This machine's clock against the `Date` of an Azure answer that just arrived; null without one. */
export function checkClock(azure: Instant | null, now: Instant): Check {
  const base = { name: 'clock', threshold: 'at most 1 min from Azure' };
  if (azure === null) {
    return {
      ...base,
      verdict: 'unknown',
      measured: 'Azure gave no answer to compare with',
      remedy: null,
      code: null,
    };
  }
  const apartMs = now - azure;
  // `Date` has whole seconds and the answer travelled: less is not a difference.
  const measured =
    Math.abs(apartMs) < 2_000
      ? 'the same as Azure'
      : `${formatDuration(apartMs)} ${apartMs < 0 ? 'behind' : 'ahead of'} Azure`;
  const remedy = 'Let this machine set its clock by NTP.';
  if (Math.abs(apartMs) > failMs) {
    return { ...base, verdict: 'fail', measured, remedy, code: 'check-failed' };
  }
  if (Math.abs(apartMs) > warnMs) return { ...base, verdict: 'warn', measured, remedy, code: null };
  return { ...base, verdict: 'pass', measured, remedy: null, code: null };
}

/** What a clock that is off means, for a sentence that has said by how much. */
export const wrongAges = 'ages and expiry are computed from a wrong clock';

/**
 * The same for a plan, from an answer of Azure that was needed anyway: nothing while the clock is
 * right or nobody knows, else a warning. It never blocks: a restore is wanted now, and Azure counts by
 * its own clock.
 */
export function warnOfClock(look: Look<unknown>, now: Instant): Check[] {
  const check = checkClock(look.seen ? look.date : null, now);
  if (check.verdict !== 'warn' && check.verdict !== 'fail') return [];
  const measured = `this machine's clock is ${check.measured}: ${wrongAges}`;
  return [{ ...check, verdict: 'warn', measured, code: null }];
}
