import { isPossible, type Way, wayFacts } from '@lifeboat/core/live';
import { blockLines } from '../../components/blocks.ts';
import { wrapped } from '../../components/wrapped.ts';
import { restyled, type Spans, span } from '../../format/spans.ts';
import type { Style } from '../../theme/styles.ts';
import type { Theme } from '../../theme/theme.ts';

/** A way back in rows: what it is, its line, what it costs and takes, and what stands against it. */
export function wayRows(
  way: Way,
  place: { number: number; begins: boolean; marked: boolean },
  at: { now: number; columns: number; theme: Theme },
): (Spans | string)[] {
  const { number, begins, marked } = place;
  const { columns, theme } = at;
  const possible = isPossible(way);
  const mark = begins ? '  begin here' : possible === false ? '  not now' : '';
  const style: Style = begins ? 'strong' : possible === false ? 'quiet' : 'plain';
  const lead = `${marked ? theme.glyphs.cursor : ' '} ${number}. `;
  const indent = ' '.repeat(lead.length);
  const title = wrapped(`${way.title}${mark}`, style, { columns, theme, lead, indent });
  const inner = { ...at, columns: columns - indent.length };
  const facts = blockLines([{ kind: 'list', items: wayFacts(way) }], inner);
  return [
    ...title.map((row) => (marked ? restyled(row, 'selected') : row)),
    ...(way.command === null
      ? []
      : wrapped(way.command, 'key', { columns, theme, indent: `${indent}  ` })),
    ...facts.map((line) => `${indent}${line}`),
  ];
}

/** Why a way cannot be gone now, in a sentence; null when it can, or nobody knows. */
export function whyNot({ checks }: Way): string | null {
  const failed = checks.find(({ verdict }) => verdict === 'fail');
  if (failed === undefined) return null;
  const help = failed.remedy === null ? '' : ` ${failed.remedy}`;
  return `Not now: ${failed.measured}.${help}`;
}

/** What the message line says of the marked way. */
export function wayMessage(way: Way | null): Spans {
  if (way === null) return [];
  const why = whyNot(way);
  if (why !== null) return [span(why, 'warn')];
  return way.command === null ? [span(way.costs, 'quiet')] : [span(way.command, 'key')];
}
