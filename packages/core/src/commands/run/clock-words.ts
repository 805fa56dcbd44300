import { checkClock, wrongAges } from '../../checks/clock.ts';
import type { Check } from '../../domain/check.ts';
import type { Instant } from '../../domain/instant.ts';
import { relativeTime } from '../../domain/relative-time.ts';
import type { FleetRow } from '../../workflows/fleet.ts';
import { checkDocument } from '../json.ts';
import type { Block } from '../report.ts';

/** How this machine's clock stood to Azure's when Azure was last read, and when that was. */
export type ClockThen = { check: Check; at: Instant };

/** An answer as old as this was just read. Milliseconds. */
const justNowMs = 60_000;

/**
 * This machine's clock as the newest answer about these services shows it, without asking anybody.
 * Null while it is right, when nobody knows, and when the clock was set back since: then only the
 * next answer tells.
 */
export function clockThen(rows: readonly FleetRow[], now: Instant): ClockThen | null {
  let newest: { at: Instant; azureAt: Instant } | null = null;
  for (const { seen } of rows) {
    if (seen?.azureAt === undefined) continue;
    if (newest === null || seen.at > newest.at) newest = { at: seen.at, azureAt: seen.azureAt };
  }
  if (newest === null || newest.at > now) return null;
  const check = checkClock(newest.azureAt, newest.at);
  if (check.verdict !== 'warn' && check.verdict !== 'fail') return null;
  return { check, at: newest.at };
}

/** The warning for people: by how much, since when that is known, and what it spoils. */
export function clockBlocks(clock: ClockThen | null, now: Instant): Block[] {
  if (clock === null) return [];
  const { check, at } = clock;
  const fresh = now - at < justNowMs;
  const then = fresh ? '' : ` when Azure was last read (${relativeTime(at, now)})`;
  const text = `This machine's clock ${fresh ? 'is' : 'was'} ${check.measured}${then}: ${wrongAges}. ${check.remedy ?? ''}`;
  return [{ kind: 'sentence', tone: 'warn', text: text.trim() }];
}

/** The same for a document: the check, or none. */
export function clockDocuments(clock: ClockThen | null): ReturnType<typeof checkDocument>[] {
  return clock === null ? [] : [checkDocument(clock.check)];
}
