import { notRestored, type RestoreGap } from '@lifeboat/core/live';
import { wrap } from '../../cli/text.ts';
import { fit, type Span, safe, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';

/** What the newest backup of a service does not contain, as far as its settings tell. */
export function gapsOf(settings: Record<string, unknown> | null): RestoreGap[] {
  return notRestored(settings);
}

const indent = 4;

/** The gaps as sentences, broken at the width; what surely concerns the service is marked. */
export function gapRows(
  gaps: readonly RestoreGap[],
  { width, theme }: { width: number; theme: Theme },
): Span[][] {
  const { warn, dot } = theme.glyphs;
  return gaps.flatMap(({ sentence, certain }) =>
    wrap(safe(sentence, theme), Math.max(10, width - indent - 1)).map((line, at): Span[] => {
      const sign = certain ? span(` ${warn}  `, 'warn') : span(` ${dot}  `, 'quiet');
      return fit([at === 0 ? sign : span(' '.repeat(indent)), span(line)], width, theme);
    }),
  );
}
