import type { Check } from '../domain/check.ts';
import { isIdle } from '../domain/service-seen.ts';

/**
 * Whether Azure would take a management operation now: one at a time per service. `outside` tells
 * who started what keeps it busy, where the activity log knows.
 */
export function checkIdle(
  provisioningState: string | null,
  outside: { caller: string | null; what: string } | null = null,
): Check {
  const base = { name: 'idle', threshold: 'no other management operation' };
  if (provisioningState === null) {
    return {
      ...base,
      verdict: 'unknown',
      measured: 'the service could not be read',
      remedy: null,
      code: null,
    };
  }
  if (provisioningState.toLowerCase() === 'failed') {
    return {
      ...base,
      verdict: 'warn',
      measured: 'the service is in state Failed, which takes new operations',
      remedy: 'Look at the service in the portal: its last management operation did not end well.',
      code: null,
    };
  }
  if (isIdle(provisioningState)) {
    return { ...base, verdict: 'pass', measured: provisioningState, remedy: null, code: null };
  }
  return {
    ...base,
    verdict: 'fail',
    measured: `the service is ${provisioningState}: ${wordsOf(outside)}`,
    remedy: 'Wait until it is done (minutes), then try again.',
    code: 'service-busy',
  };
}

function wordsOf(outside: { caller: string | null; what: string } | null): string {
  if (outside === null) return 'another management operation runs, started outside this Lifeboat';
  return `a ${outside.what} runs, started outside this Lifeboat by ${outside.caller ?? 'somebody'}`;
}
