import { fit, type Span, type Spans } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';

/** Rows of blocks that stand beside each other, each block filled up to its width; `height` rows. */
export function beside(
  blocks: readonly { rows: readonly Spans[]; width: number }[],
  height: number,
  theme: Theme,
): Span[][] {
  return Array.from({ length: height }, (_, at) =>
    blocks.flatMap(({ rows, width }) => fit(rows[at] ?? [], width, theme)),
  );
}
