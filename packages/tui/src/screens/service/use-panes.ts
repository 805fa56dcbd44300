import type { Operation } from '@lifeboat/core';
import type { Backup } from '@lifeboat/core/live';
import { useMemo } from 'react';
import { type List, useList } from '../../components/use-list.ts';
import { useScroll } from '../../components/use-scroll.ts';
import type { Spans } from '../../format/spans.ts';
import type { ListAction } from '../../keys/list-keys.ts';
import type { Handlers } from '../../keys/use-bindings.ts';
import type { Theme } from '../../theme/theme.ts';
import { backupColumns } from './backup-columns.ts';
import { changeColumns, changesHead } from './change-columns.ts';
import { type Change, changesOf } from './changes.ts';
import { gapRows, gapsOf } from './gap-rows.ts';
import { itemsHeight, listPaneRows } from './list-pane.ts';
import { operationColumns } from './operation-columns.ts';
import { messageOf } from './pane-message.ts';
import { type PaneName, paneTitle } from './panes.ts';
import { runsRow } from './runs-row.ts';
import { areaOf, type Rect, type ServiceLayout } from './service-layout.ts';
import { useChanges } from './use-changes.ts';
import type { KnownService } from './use-service.ts';

/** The panes of a service as they are drawn, and what is marked in them. */
export type Panes = {
  titles: Readonly<Record<PaneName, string>>;
  rows: Readonly<Record<PaneName, readonly Spans[]>>;
  backups: List<Backup>;
  operations: List<Operation>;
  changes: List<Change>;
  /** How one moves in the focused one. */
  handlers: Handlers<ListAction>;
  /** What there is to say of what is marked in the focused one. */
  message: Spans;
  readChanges(): void;
};

/** Rows over the operations and the changes: past durations, and where the changes come from. */
const over = 1;

const nothing: Rect = { left: 0, top: 0, width: 0, height: 0 };

/** The panes of a service, each with its own cursor. */
export function usePanes(of: {
  known: KnownService;
  layout: ServiceLayout;
  focused: PaneName;
  isActive: boolean;
  now: number;
  theme: Theme;
}): Panes {
  const { known, layout, focused, isActive, now, theme } = of;
  const { row, operations } = known;
  const { service, seen } = row;
  const newest = row.backups.find(({ purpose }) => purpose !== 'safety') ?? null;
  const tier = seen?.tier ?? null;
  const widthOf = (pane: PaneName): number => (layout.panes[pane] ?? nothing).width;

  const backups = useList({
    items: row.backups,
    idOf: ({ id }) => id,
    name: 'backups',
    ...placeOf(layout.panes.backups, 0, isActive),
  });
  const runs = useList({
    items: operations,
    idOf: ({ id }) => id,
    name: 'operations',
    ...placeOf(layout.panes.operations, over, isActive),
  });
  const since = newest?.createdAt ?? null;
  const { changes, again } = useChanges(service, since, focused === 'changes');
  const byOthers = useMemo(
    () =>
      changes.kind === 'read' ? changesOf(changes.events, operations, service.resourceId) : [],
    [changes, operations, service.resourceId],
  );
  const changed = useList({
    items: byOthers,
    idOf: ({ key }) => key,
    name: 'changes',
    ...placeOf(layout.panes.changes, over, isActive),
  });
  const gaps = useMemo(() => gapsOf(newest?.settings ?? null), [newest]);
  const gapWidth = widthOf('gaps');
  const sentences = useMemo(
    () => gapRows(gaps, { width: Math.max(12, gapWidth), theme }),
    [gaps, gapWidth, theme],
  );
  const gapsHeight = Math.max(0, (layout.panes.gaps ?? nothing).height - 1);
  const scroll = useScroll(sentences.length, gapsHeight);

  const drawing = (pane: PaneName) => ({
    width: widthOf(pane),
    isFocused: focused === pane,
    theme,
  });
  const head = changesHead(changes, {
    since,
    count: byOthers.length,
    now,
    width: widthOf('changes'),
    theme,
  });
  return {
    titles: {
      backups: paneTitle('backups', row.backups.length),
      operations: paneTitle('operations', operations.length),
      gaps: `${paneTitle('gaps', gaps.length)}${focused === 'gaps' ? scroll.words : ''}`,
      changes: paneTitle('changes', changes.kind === 'read' ? byOthers.length : null),
    },
    rows: {
      backups: listPaneRows(backups, backupColumns(tier, { now, theme }), {
        ...drawing('backups'),
        over: [],
        empty: 'No backup of it is known. b makes one.',
      }),
      operations: listPaneRows(runs, operationColumns({ now, theme }), {
        ...drawing('operations'),
        over: [runsRow(operations, row.typical, { width: widthOf('operations'), theme })],
        empty: 'Nothing was run on it as far as this Lifeboat knows.',
      }),
      gaps: sentences.slice(scroll.first, scroll.first + gapsHeight),
      changes: listPaneRows(changed, changeColumns(theme), {
        ...drawing('changes'),
        over: [head],
        empty: '',
      }),
    },
    backups,
    operations: runs,
    changes: changed,
    handlers: {
      backups: backups.handlers,
      operations: runs.handlers,
      gaps: scroll.handlers,
      changes: changed.handlers,
    }[focused],
    message: messageOf(focused, {
      backup: backups.selected,
      operation: runs.selected,
      change: changed.selected,
      gaps,
      now,
      theme,
    }),
    readChanges: again,
  };
}

/** Where a list is: in its pane, under the title, what stands over it, and the titles of columns. */
function placeOf(rect: Rect | null, rowsOver: number, isActive: boolean) {
  const height = itemsHeight(rect, rowsOver);
  if (rect === null || !isActive) return { height };
  const { top, left, width } = areaOf(rect);
  return { height, top: top + 2 + rowsOver, across: { left, width } };
}
