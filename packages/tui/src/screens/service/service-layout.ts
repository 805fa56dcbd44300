import type { Area } from '../../components/use-mouse.ts';
import type { PaneName } from './panes.ts';

/** A part of the screen's body: rows from 0 at its top, columns from 0. Cells. */
export type Rect = { left: number; top: number; width: number; height: number };

/** Where the parts of a service's screen are. */
export type ServiceLayout = {
  cardRows: number;
  timelineRows: number;
  /** Empty rows between the parts. */
  gap: number;
  /** Where each pane is drawn, its title row included; null for one that is not seen. */
  panes: Readonly<Record<PaneName, Rect | null>>;
  /** Whether all panes are seen at once; else one, under a row of tabs. */
  isGrid: boolean;
};

/** A list of fewer rows than these, its titles included, is of no use. */
const leastPaneRows = 6;
/** From this many rows on, the timeline has its dates. */
export const datesFrom = 24;
/** From this size on, all panes are seen at once. */
const grid = { columns: 160, rows: 40 } as const;

/**
 * Shares `height` rows of `columns` between card, timeline and panes. Card and timeline get no more than
 * they want; on a low terminal the timeline is one row.
 */
export function serviceLayout(options: {
  columns: number;
  height: number;
  cardWants: number;
  /** Rows of the timeline with its dates. */
  timelineWants: number;
  focused: PaneName;
}): ServiceLayout {
  const { columns, height, cardWants, timelineWants, focused } = options;
  const gap = height >= 30 ? 1 : 0;
  const timelineRows = height >= datesFrom ? timelineWants : 1;
  const panesLeast = Math.max(leastPaneRows, Math.floor(height * 0.45));
  const cardRows = Math.max(1, Math.min(cardWants, height - timelineRows - 2 * gap - panesLeast));
  const top = cardRows + timelineRows + 2 * gap;
  const rest = Math.max(0, height - top);
  const isGrid = columns >= grid.columns && height >= grid.rows;
  const whole: Rect = { left: 0, top, width: columns, height: rest };
  return {
    cardRows,
    timelineRows,
    gap,
    isGrid,
    panes: isGrid ? quarters(whole) : only(focused, whole),
  };
}

function only(focused: PaneName, whole: Rect): Record<PaneName, Rect | null> {
  const none = { backups: null, operations: null, gaps: null, changes: null };
  return { ...none, [focused]: whole };
}

/** Backups and operations above, what is read seldom below. */
function quarters({ left, top, width, height }: Rect): Record<PaneName, Rect> {
  const half = Math.floor(width / 2);
  const upper = Math.ceil(height * 0.6);
  const lower = height - upper;
  return {
    backups: { left, top, width: half, height: upper },
    operations: { left: left + half, top, width: width - half, height: upper },
    gaps: { left, top: top + upper, width: half, height: lower },
    changes: { left: left + half, top: top + upper, width: width - half, height: lower },
  };
}

/** Lines of the terminal over the body: header and rule. */
const linesOver = 2;

/** Where a part of the body is on the terminal, in cells from 1. */
export function areaOf({ left, top, width, height }: Rect): Required<Area> {
  return { top: linesOver + top + 1, left: left + 1, width, height };
}
