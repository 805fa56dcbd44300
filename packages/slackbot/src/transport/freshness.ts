import type { Clock } from '@lifeboat/core';
import { createSeen } from '../guards/seen.ts';

/** What a signed request came with; null for what is missing. */
export type Signed = { signature: string | null; timestamp: string | null };

/** Five minutes either way (page "Verifying requests from Slack", 2026-11-23): Bolt looks at the past only. */
const mostSkewSeconds = 300;
const rememberedMs = 10 * 60_000;

/** Whether a signed request is of now, and came for the first time. */
export function createFreshness(clock: Clock): (signed: Signed) => boolean {
  const seen = createSeen({ clock, forMs: rememberedMs });
  return ({ signature, timestamp }) => {
    if (signature === null || timestamp === null || !/^\d{1,12}$/.test(timestamp)) return false;
    if (Math.abs(clock.now() / 1000 - Number(timestamp)) > mostSkewSeconds) return false;
    return seen.first(signature);
  };
}
