import { formatDuration } from '@lifeboat/core';
import { type FleetRow, isInAzure } from '@lifeboat/core/live';
import type { Sight } from '../app/live/create-reader.ts';
import type { Model } from '../app/live/model.ts';
import { cutTo, type Span, safe, span, spread, widthOf } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';
import { ageOf } from './data-age.ts';

/** What the first line is made of. */
export type HeaderOf = {
  model: Model | null;
  /** Whether the store cannot be read. */
  isUnreadable: boolean;
  /** The services on the screen: the age is theirs. */
  shown: readonly FleetRow[];
  sight: Sight;
  readOnly: boolean;
  now: number;
};

/** Cells of who is signed in, from all of it to what still tells people apart. */
const whoCells = [Number.POSITIVE_INFINITY, 24, 14] as const;

/**
 * What the first line tells: how the fleet is, who one is to Azure, how old what is shown is. Where
 * not all of it fits, how many services there are goes first, then most of a long name, what runs, and
 * the program's own name; that one is not signed in, may change nothing, how many need a person and
 * how old the data is stay to the last.
 */
export function headerSpans(
  of: HeaderOf,
  { columns, theme }: { columns: number; theme: Theme },
): Span[] {
  const ways = [
    { title: true, count: true, running: true, who: whoCells[0] },
    { title: true, count: true, running: true, who: whoCells[1] },
    { title: true, count: false, running: true, who: whoCells[1] },
    { title: true, count: false, running: true, who: whoCells[2] },
    { title: true, count: false, running: false, who: whoCells[2] },
    { title: false, count: false, running: false, who: whoCells[2] },
    { title: false, count: false, running: false, who: 0 },
  ];
  const drawn = ways.map((way) => ({
    left: leftSpans(of, way, theme),
    right: rightSpans(of, way, theme),
  }));
  const found = drawn.find(({ left, right }) => widthOf(left) + widthOf(right) < columns);
  const { left, right } = found ?? drawn.at(-1) ?? { left: [], right: [] };
  return spread(left, right, columns, theme);
}

type Way = { title: boolean; count: boolean; running: boolean; who: number };

function leftSpans({ model, readOnly }: HeaderOf, way: Way, theme: Theme): Span[] {
  const dot = span(` ${theme.glyphs.dot} `, 'quiet');
  const parts: Span[][] = [];
  if (way.title) parts.push([span('Lifeboat', 'title')]);
  if (readOnly) parts.push([span('READ-ONLY', 'strong')]);
  const fleet = model === null || model.rows.length === 0 ? [] : fleetSpans(model, way);
  if (fleet.length > 0) parts.push(fleet.flatMap((each, at) => (at === 0 ? [each] : [dot, each])));
  return [span(' '), ...parts.flatMap((part, at) => (at === 0 ? part : [span('  '), ...part]))];
}

function fleetSpans({ rows, needYou, open }: Model, way: Way): Span[] {
  // What is planned waits for something else that runs.
  const running = open.filter(({ status }) => isInAzure(status)).length;
  const count = rows.length === 1 ? '1 service' : `${rows.length} services`;
  const need = needYou === 1 ? '1 needs you' : `${needYou} need you`;
  return [
    ...(way.count ? [span(count)] : []),
    ...(needYou === 0 ? [] : [span(need, 'warn')]),
    ...(running === 0 || !way.running ? [] : [span(`${running} running`, 'busy')]),
  ];
}

function rightSpans(of: HeaderOf, way: Way, theme: Theme): Span[] {
  const age = of.isUnreadable
    ? [span(`${theme.glyphs.bad} the store cannot be read`, 'bad')]
    : ageSpans(of, theme);
  return [...signInSpans(of.sight, way.who, theme), ...age, span(' ')];
}

function signInSpans({ who, problem }: Sight, cells: number, theme: Theme): Span[] {
  if (problem?.code === 'not-signed-in')
    return [span(`${theme.glyphs.bad} NOT SIGNED IN  `, 'bad')];
  if (problem !== null) return [span(`${theme.glyphs.warn} Azure is not seen  `, 'warn')];
  if (who === null || cells === 0) return [];
  return [...cutTo([span(safe(who.who, theme), 'quiet')], cells, theme), span('  ')];
}

/** The age stays while Azure is being read: a sign before it says that, in a place kept for it. */
function ageSpans({ model, shown, sight, now }: HeaderOf, theme: Theme): Span[] {
  if (model === null) return [span('reading the store', 'quiet')];
  const sign = span(sight.reading ? `${theme.glyphs.busy[0] ?? ''} ` : '  ', 'busy');
  const age = ageOf(shown);
  if (age === null) {
    const words = sight.reading ? 'reading Azure' : 'not read yet';
    return shown.length === 0 ? [] : [sign, span(words, sight.reading ? 'busy' : 'warn')];
  }
  const old = now - age;
  return [sign, span(`data ${formatDuration(old)} old`, old > oldMs ? 'warn' : 'quiet')];
}

/** Twice the hour that storages may become old on a watched machine. Milliseconds. */
const oldMs = 2 * 60 * 60_000;
