import { formatDuration } from '@lifeboat/core';
import type { Sight } from '../app/live/create-reader.ts';
import type { Model } from '../app/live/model.ts';
import { type Span, safe, span, spread } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';
import { ageOf } from './data-age.ts';

/** What the first line tells: how the fleet is, who one is to Azure, how old what is shown is. */
export function headerSpans(
  parts: {
    model: Model | null;
    /** Whether the store cannot be read. */
    isUnreadable: boolean;
    sight: Sight;
    readOnly: boolean;
    now: number;
  },
  { columns, theme }: { columns: number; theme: Theme },
): Span[] {
  const { model, isUnreadable, sight, readOnly, now } = parts;
  const left: Span[] = [span(' '), span('Lifeboat', 'title')];
  if (readOnly) left.push(span('  '), span('READ-ONLY', 'strong'));
  if (model !== null && model.rows.length > 0) left.push(span('  '), ...fleetSpans(model, theme));
  const right: Span[] = [
    ...signInSpans(sight, theme),
    ...(isUnreadable
      ? [span(`${theme.glyphs.bad} the store cannot be read`, 'bad')]
      : ageSpans(model, sight, now, theme)),
    span(' '),
  ];
  return spread(left, right, columns, theme);
}

function fleetSpans({ rows, needYou, open }: Model, theme: Theme): Span[] {
  const { dot } = theme.glyphs;
  const count = rows.length === 1 ? '1 service' : `${rows.length} services`;
  const need = needYou === 1 ? '1 needs you' : `${needYou} need you`;
  return [
    span(count),
    ...(needYou === 0 ? [] : [span(` ${dot} `, 'quiet'), span(need, 'warn')]),
    ...(open.length === 0
      ? []
      : [span(` ${dot} `, 'quiet'), span(`${open.length} running`, 'busy')]),
  ];
}

function signInSpans({ who, problem }: Sight, theme: Theme): Span[] {
  if (problem?.code === 'not-signed-in')
    return [span(`${theme.glyphs.bad} NOT SIGNED IN  `, 'bad')];
  if (problem !== null) return [span(`${theme.glyphs.warn} Azure is not seen  `, 'warn')];
  return who === null ? [] : [span(`${safe(who.who, theme)}  `, 'quiet')];
}

function ageSpans(model: Model | null, sight: Sight, now: number, theme: Theme): Span[] {
  if (model === null) return [span('reading the store', 'quiet')];
  if (sight.reading) return [span(`reading Azure ${theme.glyphs.more}`, 'busy')];
  const age = ageOf(model.rows);
  if (age === null) return [span(model.rows.length === 0 ? '' : 'not read yet', 'warn')];
  const old = now - age;
  return [span(`data ${formatDuration(old)} old`, old > oldMs ? 'warn' : 'quiet')];
}

/** Twice the hour that storages may become old on a watched machine. Milliseconds. */
const oldMs = 2 * 60 * 60_000;
