import type { Check } from './check.ts';
import type { ServiceId } from './configuration.ts';
import type { Instant } from './instant.ts';

/** What the standing checks of one `standby:` pair found last: "failover ready", with its age. */
export type Standing = {
  /** The id of the service that the other one stands by for. */
  id: ServiceId;
  label: string;
  standby: ServiceId;
  standbyLabel: string;
  at: Instant;
  /** Nothing is stopped by them, so they carry no error code. */
  checks: Omit<Check, 'code'>[];
};

/** Whether a standby can take over: `not-ready` when it certainly cannot, `doubtful` when something speaks against it. */
export type Readiness = 'ready' | 'doubtful' | 'not-ready' | 'unknown';

/** Looked at daily; what is older than two days was missed, and says nothing any more. Milliseconds. */
const maxAgeMs = 2 * 24 * 60 * 60 * 1000;

/** What the checks of a pair come to now; null is a pair that was never looked at. */
export function readinessOf(standing: Standing | null, now: Instant): Readiness {
  if (standing === null || now - standing.at > maxAgeMs) return 'unknown';
  const has = (verdict: Check['verdict']): boolean =>
    standing.checks.some((check) => check.verdict === verdict);
  if (has('fail')) return 'not-ready';
  if (has('warn')) return 'doubtful';
  return has('unknown') ? 'unknown' : 'ready';
}
