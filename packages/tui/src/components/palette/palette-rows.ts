import type { Candidate } from '@lifeboat/core';
import { wrap } from '../../cli/text.ts';
import { fit, restyled, type Span, safe, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import type { TypedLine } from '../edit-line.ts';
import { fieldSpans } from '../field-spans.ts';
import { windowAround } from '../list-window.ts';
import { ruleSpans } from '../rule.ts';
import type { LineProblem } from './line-problem.ts';
import { usageSpans } from './usage-spans.ts';

const mostShown = 10;
const leastValue = 12;
/** Rows that are not candidates: rule, usage, field, and one of the screen behind. */
const otherRows = 4;
const prompt = ' :';

/** The palette, drawn from below: candidates, usage, the field, and what is wrong with its line. */
export function paletteRows(
  parts: {
    line: TypedLine;
    found: readonly Candidate[];
    /** Index of the chosen candidate; -1 for none. */
    marked: number;
    problem: LineProblem | null;
  },
  { columns, rows, theme }: { columns: number; rows: number; theme: Theme },
): Span[][] {
  const { line, found, marked, problem } = parts;
  const wrong = problem === null ? [] : problemRows(problem, line, { columns, theme });
  const height = Math.max(0, Math.min(mostShown, rows - otherRows - wrong.length, found.length));
  const { first } = windowAround({
    count: found.length,
    cursor: Math.max(0, marked),
    first: 0,
    height,
  });
  const widest = found.reduce((most, { value }) => Math.max(most, value.length), leastValue);
  const valueWidth = Math.min(Math.floor(columns / 2), widest);
  const shown = found.slice(first, first + height).map(({ value, summary }, at): Span[] => {
    const isMarked = first + at === marked;
    const row = fit(
      [
        span(isMarked ? ` ${theme.glyphs.cursor} ` : '   '),
        ...fit([span(safe(value, theme), 'key')], valueWidth, theme),
        span('  '),
        span(safe(summary, theme), 'quiet'),
      ],
      columns,
      theme,
    );
    return isMarked ? restyled(row, 'selected') : row;
  });
  const place = found.length > height ? `${Math.max(0, marked) + 1} of ${found.length}` : '';
  return [
    ruleSpans(place, { columns, production: false, theme }),
    ...shown,
    fit([span(' '), ...usageSpans(line.text, theme)], columns, theme),
    fit(
      [span(prompt, 'key'), ...fieldSpans(line, columns - prompt.length - 2, theme)],
      columns,
      theme,
    ),
    ...wrong,
  ];
}

/** A mark under the place, then what is wrong there and what helps. */
function problemRows(
  { message, hint, at, length }: LineProblem,
  { text }: TypedLine,
  { columns, theme }: { columns: number; theme: Theme },
): Span[][] {
  const start = prompt.length + Array.from(text.slice(0, at)).length;
  // In a line that is longer than its field nobody knows where the place is seen.
  const fits = text.length + prompt.length + 2 < columns;
  const mark = fits ? [[span(' '.repeat(start)), span('^'.repeat(length), 'bad')]] : [];
  const words = [message, ...(hint === null ? [] : [hint])].join(' ');
  const said = wrap(`${theme.glyphs.bad} ${safe(words, theme)}`, columns - 2);
  return [...mark, ...said.map((part) => [span(` ${part}`, 'bad')])].map((row) =>
    fit(row, columns, theme),
  );
}
