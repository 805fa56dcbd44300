import { type FleetRow, holdOfAll, nameToType, stopWords, unwatched } from '@lifeboat/core/live';
import { useEffect, useMemo } from 'react';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useFilter } from '../../components/use-filter.ts';
import { useList } from '../../components/use-list.ts';
import { layColumns } from '../../format/columns.ts';
import { cutTo, paintSpans, safe, span } from '../../format/spans.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import type { ScreenProps } from '../screen.ts';
import { filterFleet } from './filter-fleet.ts';
import { fleetColumns } from './fleet-columns.ts';
import { fleetKeys } from './fleet-keys.ts';
import { cursorWidth, fleetLine, fleetTitles } from './fleet-lines.ts';
import { fleetWidths } from './fleet-widths.ts';
import { watchWords } from './fleet-words.ts';
import { lastFailure } from './last-failure.ts';
import { snoozedServices } from './marks.ts';
import { reasonSpans } from './reason-spans.ts';
import { useDrawnRows } from './use-drawn-rows.ts';

const idOf = ({ service }: FleetRow): string => service.id;
/** Rows of the terminal over the first service: header, rule, titles. */
const rowsOver = 3;

/** Every service, worst first: which backups there are, how long they restore, what runs. */
export function FleetScreen({ size, isActive }: ScreenProps) {
  const session = useSession();
  const theme = useTheme();
  const now = useNow();
  const loading = useObservable(session.live);
  const model = loading.kind === 'ready' ? loading.model : null;
  const all = model?.rows ?? [];
  const filter = useFilter(isActive);
  const rows = useMemo(() => filterFleet(all, filter.text), [all, filter.text]);
  const height = Math.max(1, bodyRows(size) - 1);
  const isFree = isActive && !filter.isTyped;
  const list = useList({ items: rows, idOf, height, top: isFree ? rowsOver + 1 : null });
  const { selected } = list;
  // A label that is not of the configuration may be the begin of another's.
  const name = selected === null ? '' : nameToType(selected.service);

  const shownIds = list.visible.map(idOf).join('\n');
  useEffect(
    () => session.visible.set(shownIds === '' ? [] : shownIds.split('\n')),
    [session, shownIds],
  );

  /** No key is silent, also where no service is. */
  const withMarked = (act: (row: FleetRow) => void) => (): void => {
    if (selected === null) session.toasts.say('plain', 'No service is marked.');
    else act(selected);
  };
  const handlers = {
    open: withMarked(({ service }) =>
      session.navigation.open({ screen: 'service', about: service.id }),
    ),
    backup: withMarked(() => session.askBackup(name)),
    recover: withMarked(() => session.act(`recover ${name}`)),
    operation: withMarked(({ open, service }) => {
      const [operation] = open;
      if (operation === undefined) session.toasts.say('plain', `Nothing runs on ${service.label}.`);
      else session.navigation.open({ screen: 'operation', about: operation.id });
    }),
  };
  useBindings(fleetKeys, handlers, isFree);
  useBindings(listKeys, { ...list.handlers, filter: filter.open }, isFree);

  // What looks at the whole fleet is worked out when the fleet changes, not for a key or a second.
  const snoozed = useMemo(
    () => snoozedServices(model?.warnings ?? [], model?.now ?? 0),
    [model?.warnings, model?.now],
  );
  const widths = useMemo(() => fleetWidths(all, snoozed), [all, snoozed]);
  const failure = useMemo(
    () =>
      selected === null || model === null
        ? null
        : lastFailure(model.snapshot.all('operation'), selected.service.id),
    [model, selected],
  );
  const warnings = useMemo(
    () => (model?.warnings ?? []).filter(({ service }) => service === selected?.service.id),
    [model?.warnings, selected?.service.id],
  );
  const { columns } = size;
  const drawing = useMemo(() => {
    const all = fleetColumns(widths, { now, theme, snoozed });
    return { laid: layColumns(all, columns - cursorWidth - 1), columns, now, theme };
  }, [widths, snoozed, columns, now, theme]);
  const draw = (row: FleetRow, isMarked: boolean): string =>
    paintSpans(fleetLine(row, isMarked, drawing.laid, drawing), theme);
  const drawn = useDrawnRows(list.visible, (row) => draw(row, false), drawing);
  const lines = list.visible.map((row, at) =>
    row === selected ? draw(row, true) : (drawn[at] ?? ''),
  );
  const reason =
    selected === null
      ? []
      : reasonSpans(selected, { failure, warnings }, { now, theme, columns: columns - 1 });
  const hold = useMemo(() => all.find((row) => row.hold?.id === holdOfAll)?.hold ?? null, [all]);
  const held = hold === null ? '' : `  EVERYTHING ${stopWords(hold, 'held', now)}`;
  const waiting = useMemo(() => {
    if (model === null) return 0;
    const { configuration, ports } = session.lifeboat;
    return unwatched(configuration, model.snapshot, ports.processes, model.now).length;
  }, [session.lifeboat, model]);
  const title = titleOf(list.first, list.visible.length, rows.length);
  return (
    <ScreenFrame
      size={size}
      title={`${title}${safe(held, theme)}${watchWords(waiting)}`}
      subject={{
        id: selected?.service.resourceId ?? null,
        line: name === '' ? 'apim services' : `apim backup ${name}`,
        ...(name === '' ? {} : { service: name }),
      }}
      message={filter.spans(rows.length, all.length, theme) ?? reason}
      keys={[...fleetKeys, ...listKeys]}
      isActive={isFree}
      onBack={filter.back}
    >
      <Rows
        rows={
          loading.kind === 'unreadable'
            ? [
                cutTo(
                  [span(` ${safe(loading.problem.message, theme)}`, 'bad')],
                  size.columns,
                  theme,
                ),
              ]
            : [fleetTitles(drawing.laid, drawing), ...lines]
        }
        height={bodyRows(size)}
        theme={theme}
      />
    </ScreenFrame>
  );
}

function titleOf(first: number, shown: number, all: number): string {
  return shown < all ? `Fleet  ${first + 1} to ${first + shown} of ${all}` : 'Fleet';
}
