import { beside } from '../../components/beside.ts';
import type { Span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { paneHead, tabsRow } from './pane-titles.ts';
import type { PaneName } from './panes.ts';
import type { ServiceLayout } from './service-layout.ts';
import type { Panes } from './use-panes.ts';

/** The panes under the timeline: all of them two by two where there is room, else one under its tabs. */
export function paneRows(
  { titles, rows }: Pick<Panes, 'titles' | 'rows'>,
  { panes, isGrid }: ServiceLayout,
  { focused, columns, theme }: { focused: PaneName; columns: number; theme: Theme },
): Span[][] {
  if (!isGrid) {
    const height = panes[focused]?.height ?? 0;
    const all = [tabsRow(titles, focused, { width: columns, theme }), ...rows[focused]];
    return beside([{ rows: all, width: columns }], height, theme);
  }
  const block = (pane: PaneName) => {
    const width = panes[pane]?.width ?? 0;
    const head = paneHead(titles[pane], pane === focused, { width, theme });
    return { rows: [head, ...rows[pane]], width };
  };
  return [
    ...beside([block('backups'), block('operations')], panes.backups?.height ?? 0, theme),
    ...beside([block('gaps'), block('changes')], panes.gaps?.height ?? 0, theme),
  ];
}
