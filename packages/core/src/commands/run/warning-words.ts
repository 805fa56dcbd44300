import { formatDuration } from '../../domain/duration.ts';
import { mostUrgent } from '../../domain/expiring.ts';
import type { Instant } from '../../domain/instant.ts';
import { relativeTime, utcTimeAndRelative } from '../../domain/relative-time.ts';
import type { Warning } from '../../domain/warning.ts';
import { thresholdWords } from '../../domain/warning-words.ts';
import type { Block } from '../report.ts';

/** Whether a warning is silenced now. */
export function isSnoozed({ snoozedUntil }: Warning, now: Instant): boolean {
  return snoozedUntil !== null && snoozedUntil > now;
}

/** By whom a service is snoozed, until when and why, a sentence each; what is silent must be seen. */
export function snoozeBlocks(warnings: readonly Warning[], now: Instant): Block[] {
  const snoozed = warnings.filter((warning) => isSnoozed(warning, now));
  return [...Map.groupBy(snoozed, ({ label }) => label)].map(([label, own]): Block => {
    const words = warningWords(own, now).join('; ');
    const text = `${label} is ${snoozeWords(own[0], now)}. Nobody is told: ${words}.`;
    return { kind: 'sentence', tone: 'quiet', text };
  });
}

/** How a warning is snoozed: `snoozed by ana until 25 Nov 10:00 UTC (in 2 d), "moves on Thursday"`. */
export function snoozeWords(warning: Warning | undefined, now: Instant): string {
  const by = warning?.snoozedBy === undefined ? '' : ` by ${warning.snoozedBy}`;
  const until = warning?.snoozedUntil ?? now;
  const why = warning?.snoozeReason === undefined ? '' : `, "${warning.snoozeReason}"`;
  return `snoozed${by} until ${utcTimeAndRelative(until, now)}${why}`;
}

/** What a service's warnings say, in clauses: the most urgent end, and lateness beside it. */
export function warningWords(warnings: readonly Warning[], now: Instant): string[] {
  const late = warnings.find(({ threshold }) => threshold === 'late');
  const ending = mostUrgent(warnings.filter(({ threshold }) => threshold !== 'late'));
  return [ending, late ?? null].flatMap((warning) =>
    warning === null ? [] : [wordsOf(warning, now)],
  );
}

function wordsOf({ threshold, since }: Warning, now: Instant): string {
  const ago = relativeTime(since, now);
  if (threshold === 'expired') return `${thresholdWords(threshold)} ${ago}`;
  if (threshold === 'late') return `late for ${formatDuration(now - since)}`;
  return thresholdWords(threshold);
}
