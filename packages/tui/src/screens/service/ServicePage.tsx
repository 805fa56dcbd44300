import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { timelineRows } from '../../components/timeline.ts';
import { useKept } from '../../components/use-kept.ts';
import { isOver } from '../../components/use-mouse.ts';
import { fit, type Spans, safe, span } from '../../format/spans.ts';
import { useTyped } from '../../keys/use-typed.ts';
import { isProduction } from '../fleet/fleet-words.ts';
import type { Size } from '../screen.ts';
import { cardFields } from './card-fields.ts';
import { cardHeight, cardRows } from './card-rows.ts';
import { paneRows } from './pane-rows.ts';
import { type PaneName, paneAfter, paneNames } from './panes.ts';
import { serviceKeys, serviceListKeys } from './service-keys.ts';
import { areaOf, datesFrom, serviceLayout } from './service-layout.ts';
import { useDue } from './use-due.ts';
import { usePanes } from './use-panes.ts';
import type { KnownService } from './use-service.ts';
import { useServiceKeys } from './use-service-keys.ts';

/** The page of a service the store knows. */
export function ServicePage(props: { size: Size; isActive: boolean; known: KnownService }) {
  const { size, isActive, known } = props;
  const session = useSession();
  const theme = useTheme();
  const now = useNow();
  const { row, snapshot, warnings, failure } = known;
  const { service, seen, backups } = row;
  const { columns } = size;
  const [focused, focus] = useKept<PaneName>('pane', 'backups');

  const due = useDue(session.lifeboat, service, snapshot, now);
  const fields = cardFields({ row, warnings, failure, due }, { now, columns, theme });
  const height = bodyRows(size);
  const timeline = timelineRows(
    { backups, tier: seen?.tier ?? null, now },
    { columns: columns - 2, hasDates: height >= datesFrom, theme },
  );
  const layout = serviceLayout({
    columns,
    height,
    timelineWants: timeline.length,
    cardWants: cardHeight(fields, columns),
    focused,
  });
  const panes = usePanes({ known, layout, focused, isActive, now, theme });
  const { line, id } = useServiceKeys({
    known,
    panes,
    focused,
    move: (steps) => focus(paneAfter(focused, steps)),
    isActive,
    now,
  });
  useTyped((typed) => {
    if (typed.kind !== 'mouse' || typed.button !== 'press') return;
    const under = paneNames.find((name) => {
      const rect = layout.panes[name];
      return rect !== null && isOver(areaOf(rect), typed);
    });
    if (under !== undefined && under !== focused) focus(under);
  }, isActive);

  const space: Spans[] = layout.gap === 0 ? [] : [[]];
  const card = cardRows(fields, { columns, height: layout.cardRows, theme });
  const rows: Spans[] = [
    ...card,
    ...space,
    ...timeline.map((each) => fit([span(' '), ...each], columns, theme)),
    ...space,
    ...paneRows(panes, layout, { focused, columns, theme }),
  ];
  return (
    <ScreenFrame
      size={size}
      title={safe(service.label, theme)}
      production={isProduction(service.environment)}
      subject={{ id, line }}
      message={panes.message}
      keys={[...serviceKeys, ...serviceListKeys]}
      isActive={isActive}
      onRefresh={() => {
        session.reader.readNow();
        if (focused === 'changes') panes.readChanges();
      }}
    >
      <Rows rows={rows} height={bodyRows(size)} theme={theme} />
    </ScreenFrame>
  );
}
