import {
  type Check,
  type CheckVerdict,
  lossesTitle,
  type Plan,
  planRows,
  planTitle,
  type Tone,
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
  const lines = [paint(clean(planTitle(plan), look), 'strong', look)];
  lines.push(...renderFields({ kind: 'fields', rows: planRows(plan, now) }, look));
  const { fresh, checks } = plan;
  if (fresh !== null) {
    lines.push('', paint(clean(`Checks of ${fresh.service}`, look), 'strong', look));
    lines.push(...renderChecks(fresh.checks, look));
    lines.push('', paint(clean(`Checks of ${plan.service}`, look), 'strong', look));
    lines.push(...renderChecks(checks, look));
  } else if (checks.length > 0) lines.push('', ...renderChecks(checks, look));
  if (plan.losses.length > 0) {
    lines.push('', paint(lossesTitle(plan), 'strong', look));
    for (const loss of plan.losses) lines.push(...bullet(loss, look));
  }
  lines.push('', 'The same without Lifeboat:', `  ${clean(plan.rawCommand, look)}`);
  return lines;
}

/** An item of a list, wrapped beside its mark. */
export function bullet(text: string, look: Look): string[] {
  const room = look.columns === null ? null : look.columns - 4;
  const mark = look.unicode ? '·' : '-';
  return wrap(clean(text, look), room).map((part, at) => `  ${at === 0 ? mark : ' '} ${part}`);
}
