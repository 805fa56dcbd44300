import { durationText } from '../../domain/duration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { type Hold, holdOfAll, longestStopMs, type Pause } from '../../domain/hold.ts';
import { type Instant, isoTime } from '../../domain/instant.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import type { FleetRow } from '../../workflows/fleet.ts';
import type { Input } from '../definition.ts';
import type { StopDocument } from '../json.ts';
import type { Block } from '../report.ts';

/** How long something is to be stopped; it always has an end. Errors: `usage`. Milliseconds. */
export function stopFor(input: Input, what: string): number {
  const ms = input.durationMs('for');
  const longest = durationText(longestStopMs);
  const hint = `Add --for with a duration such as 4h or 3d, ${longest} at most.`;
  if (ms === null) throw new LifeboatError('usage', `A ${what} always has an end.`, { hint });
  if (ms > longestStopMs) {
    const text = `\`--for ${durationText(ms)}\` is longer than a ${what} may last: ${longest}.`;
    throw new LifeboatError('usage', text, { hint });
  }
  return ms;
}

/** A hold or a pause in one sentence. */
export function stopWords(stop: Hold | Pause, what: 'held' | 'paused', now: Instant): string {
  const until = utcTimeAndRelative(stop.until, now);
  const why = stop.reason === null ? '' : `: ${stop.reason}`;
  return `${what} until ${until} by ${stop.by.who}${why}`;
}

/** What stops backups of these rows, one sentence each; the hold of everything once. */
export function stopBlocks(rows: readonly FleetRow[], now: Instant): Block[] {
  const all = rows.find(({ hold }) => hold?.id === holdOfAll)?.hold ?? null;
  const own = rows.flatMap(({ service, hold, pause }) => [
    ...(hold === null || hold === all || hold.id === holdOfAll
      ? []
      : [`${service.label}: ${stopWords(hold, 'held', now)}.`]),
    ...(pause === null ? [] : [`${service.label}: schedule ${stopWords(pause, 'paused', now)}.`]),
  ]);
  const sentences = all === null ? own : [`Everything is ${stopWords(all, 'held', now)}.`, ...own];
  return sentences.map((text): Block => ({ kind: 'sentence', tone: 'warn', text }));
}

/** A hold or a pause as `--json` shows it; null when there is none. */
export function stopDocument(stop: Hold | Pause | null): StopDocument | null {
  if (stop === null) return null;
  const { label, reason, since, until, by } = stop;
  return { service: label, reason, since: isoTime(since), until: isoTime(until), by: by.who };
}
