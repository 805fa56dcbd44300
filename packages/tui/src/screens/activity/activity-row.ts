import { formatElapsed } from '@lifeboat/core';
import type { AuditEntry } from '@lifeboat/core/live';
import { cellsRow, type Laid } from '../../format/columns.ts';
import { fit, restyled, type Span, safe, span, spread } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import type { ActivityItem } from './activity-items.ts';

/** A row of the list: an entry in its columns, or a command with the time it runs. */
export function activityRow(
  item: ActivityItem,
  at: {
    laid: readonly Laid<AuditEntry>[];
    now: number;
    columns: number;
    theme: Theme;
    isMarked: boolean;
  },
): Span[] {
  const { laid, now, columns, theme, isMarked } = at;
  const lead = span(isMarked ? ` ${theme.glyphs.cursor} ` : '   ');
  const row =
    item.kind === 'entry'
      ? fit([lead, ...cellsRow(item.entry, laid, theme)], columns, theme)
      : spread(
          [
            lead,
            span(`${theme.glyphs.busy[0] ?? ''} `, 'busy'),
            span(safe(item.job.line, theme), 'strong'),
          ],
          [span(`  runs here for ${formatElapsed(now - item.job.startedAt)} `, 'busy')],
          columns,
          theme,
        );
  return isMarked ? restyled(row, 'selected') : row;
}
