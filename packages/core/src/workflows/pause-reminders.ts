import type { Pause } from '../domain/hold.ts';
import type { Instant } from '../domain/instant.ts';
import { utcTimeAndRelative } from '../domain/relative-time.ts';
import type { NoticeCause } from './raise-notice.ts';

/** People are reminded of a pause each time this long has passed: a week. Milliseconds. */
export const remindOfPauseEveryMs = 7 * 24 * 60 * 60 * 1000;

/**
 * What people are to hear of a pause by now: that it has lasted for another week (the newest
 * reminder only, however long nobody looked), or that it has ended. Pure.
 */
export function remindersOf(pause: Pause, now: Instant): NoticeCause[] {
  const { id, label, since, until, by, reason } = pause;
  const why = reason === null ? '' : `: ${reason}`;
  const whose = `It was paused by ${by.who} ${utcTimeAndRelative(since, now)}${why}.`;
  const base = { event: 'pause', service: id, label } as const;
  if (now >= until) {
    const title = `${label}: the pause of its schedule has ended`;
    const text = `${whose} What is due is made again from now on.`;
    return [{ ...base, cause: `${id}|${since}|ended`, severity: 'info', title, text }];
  }
  const weeks = Math.floor((now - since) / remindOfPauseEveryMs);
  if (weeks < 1) return [];
  const title = `${label}: its schedule is paused`;
  const text = `${whose} No backup of it is made on schedule until ${utcTimeAndRelative(until, now)}; \`apim schedule resume ${label}\` ends the pause.`;
  return [{ ...base, cause: `${id}|${since}|${weeks}`, severity: 'warning', title, text }];
}
