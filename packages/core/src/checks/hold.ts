import type { Check } from '../domain/check.ts';
import { type Hold, holdOfAll } from '../domain/hold.ts';
import type { Instant } from '../domain/instant.ts';
import { utcTimeAndRelative } from '../domain/relative-time.ts';

/** Whether somebody stopped new backups of the service for the time of an incident. */
export function checkHold(hold: Hold | null, now: Instant): Check {
  const base = { name: 'hold', threshold: 'none' };
  if (hold === null)
    return { ...base, verdict: 'pass', measured: 'none', remedy: null, code: null };
  const what = hold.label === null ? 'everything is' : `${hold.label} is`;
  const until = utcTimeAndRelative(hold.until, now);
  return {
    ...base,
    verdict: 'fail',
    measured: `${what} held by ${hold.by.who} until ${until}: ${hold.reason}`,
    remedy: `Wait until it ends, or end it: \`apim release ${hold.id === holdOfAll ? '--all' : hold.label}\`.`,
    code: 'held',
  };
}
