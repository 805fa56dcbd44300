import {
  type Check,
  type CheckVerdict,
  formatDuration,
  type Plan,
  relativeTime,
  type Tone,
  utcTime,
} from '@lifeboat/core';
import type { Look } from './look.ts';
import { renderFields } from './render-table.ts';
import { clean, glyphOf, pad, paint, widthOf, wrap } from './text.ts';

const toneOf: Readonly<Record<CheckVerdict, Tone>> = {
  pass: 'good',
  warn: 'warn',
  fail: 'bad',
  skip: 'quiet',
  unknown: 'warn',
};

/** What stands above a plan's sentences: a backup takes nothing away. */
const headingOf: Readonly<Record<Plan['kind'], string>> = {
  backup: 'Good to know',
  restore: 'What will be lost and what does not come back',
};

/** Checks, one a line: sign, verdict, name, what was measured against what; then what helps. */
export function renderChecks(checks: readonly Check[], look: Look): string[] {
  const nameWidth = Math.max(0, ...checks.map((check) => widthOf(check.name)));
  const verdictWidth = Math.max(0, ...checks.map((check) => check.verdict.length));
  return checks.flatMap((check) => {
    const tone = toneOf[check.verdict];
    const glyph = glyphOf(tone, look) ?? (look.unicode ? '–' : '-');
    const lead = `${glyph} ${pad(check.verdict, verdictWidth, 'left')}`;
    const start = widthOf(lead) + nameWidth + 4;
    const room = look.columns === null ? null : look.columns - start;
    const says = check.threshold !== null && check.threshold !== check.measured;
    const wanted = says ? ` (wanted: ${check.threshold})` : '';
    // What was found may be a list, such as every mistake of the configuration.
    const found = (check.measured + wanted).split('\n');
    const texts = found.flatMap((line) => wrap(clean(line, look), room));
    if (check.remedy !== null) texts.push(...wrap(clean(`→ ${check.remedy}`, look), room));
    return texts.map((text, at) =>
      at === 0
        ? `${paint(lead, tone, look)}  ${pad(check.name, nameWidth, 'left')}  ${text}`.trimEnd()
        : ' '.repeat(start) + text,
    );
  });
}

/** A plan as a page: what, from what, where to, how long, every check, what it brings with it. */
export function renderPlan(plan: Plan, now: number, look: Look): string[] {
  const place = [plan.tier, plan.region].filter((part) => part !== null).join(' · ');
  const verb = plan.kind === 'backup' ? 'Back up' : 'Restore into';
  const title = `${verb} ${plan.azureName}${place === '' ? '' : `  ${place}`}`;
  const lines = [paint(clean(title, look), 'strong', look)];
  lines.push(...renderFields({ kind: 'fields', rows: planRows(plan, now) }, look));
  if (plan.checks.length > 0) lines.push('', ...renderChecks(plan.checks, look));
  if (plan.losses.length > 0) {
    lines.push('', paint(headingOf[plan.kind], 'strong', look));
    for (const loss of plan.losses) lines.push(...bullet(loss, look));
  }
  lines.push('', 'The same without Lifeboat:', `  ${clean(plan.rawCommand, look)}`);
  return lines;
}

function planRows(plan: Plan, now: number): { name: string; value: string }[] {
  const rows = [{ name: 'resource', value: plan.resourceId }];
  const { from, safetyBackup: safety, expected } = plan;
  if (from !== null) {
    const source = from.service === null ? '' : ` of ${from.service}`;
    rows.push({ name: 'from', value: `${plan.blobName}${source}` });
    if (from.createdAt !== null) rows.push({ name: 'made', value: made(from, now) });
  } else {
    rows.push({ name: 'as', value: plan.blobName });
  }
  rows.push({ name: 'storage', value: `${plan.account}/${plan.container}, ${plan.access}` });
  if (safety !== null) {
    const name = safety.blobName === null ? '' : ` as ${safety.blobName}`;
    const reason = safety.reason === null ? '' : `: ${safety.reason}`;
    const value = safety.made ? `the target is backed up first${name}` : `none${reason}`;
    rows.push({ name: 'safety backup', value });
  }
  if (expected !== null) {
    const runs = expected.runs === 1 ? '1 run' : `${expected.runs} runs`;
    const range = `${formatDuration(expected.shortestMs)} to ${formatDuration(expected.longestMs)}`;
    const value = `usually ${formatDuration(expected.medianMs)} (${range} in ${runs})`;
    rows.push({ name: 'takes', value });
  }
  return rows;
}

function made(from: NonNullable<Plan['from']>, now: number): string {
  const { createdAt, expiresAt, estimated } = from;
  const about = estimated ? 'about ' : '';
  const start =
    createdAt === null
      ? ''
      : `${about}${utcTime(createdAt, now)} UTC (${relativeTime(createdAt, now)})`;
  if (expiresAt === null) return start;
  const end = `${utcTime(expiresAt, now)} UTC (${relativeTime(expiresAt, now)})`;
  return `${start}, restorable until ${end}`;
}

/** An item of a list, wrapped beside its mark. */
export function bullet(text: string, look: Look): string[] {
  const room = look.columns === null ? null : look.columns - 4;
  const mark = look.unicode ? '·' : '-';
  return wrap(clean(text, look), room).map((part, at) => `  ${at === 0 ? mark : ' '} ${part}`);
}
