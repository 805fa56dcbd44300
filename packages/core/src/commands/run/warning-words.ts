import { formatDuration } from '../../domain/duration.ts';
import { mostUrgent } from '../../domain/expiring.ts';
import type { Instant } from '../../domain/instant.ts';
import { relativeTime } from '../../domain/relative-time.ts';
import type { Warning } from '../../domain/warning.ts';
import { thresholdWords } from '../../domain/warning-words.ts';

/** Whether a warning is silenced now. */
export function isSnoozed({ snoozedUntil }: Warning, now: Instant): boolean {
  return snoozedUntil !== null && snoozedUntil > now;
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
