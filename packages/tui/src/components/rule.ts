import { cutTo, type Span, span, widthOf } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';

/** A dividing line with a title in it; of production it is double, and says so. */
export function ruleSpans(
  title: string,
  { columns, production, theme }: { columns: number; production: boolean; theme: Theme },
): Span[] {
  const { rule, ruleProduction } = theme.glyphs;
  const line = production ? ruleProduction : rule;
  const style = production ? 'production' : 'rule';
  const words = [production && title !== '' ? 'PRODUCTION' : '', title].filter(
    (word) => word !== '',
  );
  const parts = words.flatMap((word, at): Span[] => [
    span(line.repeat(2), style),
    span(` ${word} `, production && at === 0 ? 'production' : 'title'),
  ]);
  const start = cutTo(parts, columns, theme);
  return [...start, span(line.repeat(Math.max(0, columns - widthOf(start))), style)];
}
