import { formatDuration, parseDuration } from '../../domain/duration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import type { Warning } from '../../domain/warning.ts';
import { resolveKnown } from '../../workflows/known-services.ts';
import { endSnooze, longestSnoozeMs, snooze } from '../../workflows/snooze.ts';
import type { CommandContext, Input } from '../definition.ts';
import { warningDocument } from '../json.ts';
import type { Block, Report, Tone } from '../report.ts';
import { writeTrail } from '../write-trail.ts';
import { warningWords } from './warning-words.ts';

/** What `apim snooze` does. */
export async function runSnooze(context: CommandContext, input: Input): Promise<Report> {
  const { lifeboat } = context;
  const durationMs = wishedMs(input);
  const snapshot = await lifeboat.ports.store.read();
  const name = input.one('service') ?? '';
  const { id, label } = resolveKnown(lifeboat.configuration, snapshot, name);
  return durationMs === null
    ? end(context, id, label)
    : begin(context, { id, label, durationMs, reason: input.text('reason') });
}

/** How long it is to last; null to end it. */
function wishedMs(input: Input): number | null {
  const typed = input.one('duration');
  if ((typed === null) !== input.has('end')) {
    throw new LifeboatError('usage', 'Give either a duration or --end.', {
      hint: 'For example `apim snooze contoso-prod 2d`.',
    });
  }
  if (typed === null) return null;
  const ms = parseDuration(typed) ?? 0;
  if (ms <= longestSnoozeMs) return ms;
  throw new LifeboatError('usage', `A snooze lasts at most 30 days; ${typed} is longer.`, {
    hint: 'Snooze it again when it ends, or make a fresh backup: that clears the warnings.',
  });
}

type Begin = { id: string; label: string; durationMs: number; reason: string | null };

async function begin(
  context: CommandContext,
  { id, label, durationMs, reason }: Begin,
): Promise<Report> {
  const { ports } = context.lifeboat;
  const now = ports.clock.now();
  const until = now + durationMs;
  const warnings = await snooze(context.lifeboat, id, { until, reason });
  if (warnings.length === 0) {
    return answer([], 'good', `${label} has no warning, so there is nothing to snooze.`);
  }
  await writeTrail(context, {
    event: 'snooze',
    subject: label,
    what: `Snoozed the warnings of ${label} for ${formatDuration(durationMs)}${reason === null ? '' : `: ${reason}`}`,
  });
  const words = warningWords(warnings, now).join('; ');
  const text = `Nobody is told of the warnings of ${label} until ${utcTimeAndRelative(until, now)}. They hold all the same: ${words}.`;
  return answer(warnings, 'warn', text);
}

async function end(context: CommandContext, id: string, label: string): Promise<Report> {
  const ended = await endSnooze(context.lifeboat, id);
  if (ended.length === 0) return answer([], 'plain', `${label} is not snoozed.`);
  await writeTrail(context, {
    event: 'snooze',
    subject: label,
    what: `Ended the snooze of ${label}`,
  });
  const { clock, store } = context.lifeboat.ports;
  const now = clock.now();
  const held = (await store.read()).all('warning').filter(({ service }) => service === id);
  const words = warningWords(held, now);
  const still = words.length === 0 ? 'Nothing is to be told.' : `Still true: ${words.join('; ')}.`;
  return answer(held, 'plain', `The snooze of ${label} is over. ${still}`);
}

function answer(warnings: readonly Warning[], tone: Tone, text: string): Report {
  const blocks: Block[] = [{ kind: 'sentence', tone, text }];
  return { data: { warnings: warnings.map(warningDocument) }, blocks, error: null };
}
