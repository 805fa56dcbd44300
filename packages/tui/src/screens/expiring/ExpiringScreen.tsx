import { nameToType } from '@lifeboat/core/live';
import { useEffect, useMemo } from 'react';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useFilter } from '../../components/use-filter.ts';
import { useList } from '../../components/use-list.ts';
import { fit, safe, span } from '../../format/spans.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import { filterFleet } from '../fleet/filter-fleet.ts';
import { reasonSpans } from '../fleet/reason-spans.ts';
import type { ScreenProps } from '../screen.ts';
import { snoozeLine } from '../service/lines-of-keys.ts';
import { endingWidths } from './ending-lines.ts';
import { type Ending, endingsOf } from './endings.ts';
import { expiringKeys } from './expiring-keys.ts';
import { expiringLayout, expiringRows } from './expiring-rows.ts';

const idOf = ({ row }: Ending): string => row.service.id;
/** Rows of the terminal over the body: header and rule. */
const linesOver = 2;

/** Which service loses its last restorable backup when, in the next 30 days. */
export function ExpiringScreen({ size, isActive }: ScreenProps) {
  const session = useSession();
  const theme = useTheme();
  const now = useNow();
  const loading = useObservable(session.live);
  const model = loading.kind === 'ready' ? loading.model : null;
  const height = bodyRows(size);

  // What looks at the whole fleet is worked out when the fleet changes, not for a key or a second.
  const all = useMemo(
    () => (model === null ? [] : endingsOf(model.rows, model.warnings, model.now)),
    [model],
  );
  const widths = useMemo(() => endingWidths(all), [all]);
  const filter = useFilter(isActive);
  const shown = useMemo(() => {
    const found = new Set(
      filterFleet(
        all.map(({ row }) => row),
        filter.text,
      ),
    );
    return all.filter(({ row }) => found.has(row));
  }, [all, filter.text]);

  const isFree = isActive && !filter.isTyped;
  const layout = expiringLayout(size.columns, height);
  const { stripRows, listWidth } = layout;
  const list = useList({
    items: shown,
    idOf,
    height: Math.max(1, height - stripRows - 1),
    top: isFree ? linesOver + stripRows + 2 : null,
    across: { left: 1, width: listWidth },
  });
  const { selected, visible } = list;
  const name = selected === null ? '' : nameToType(selected.row.service);

  const ids = visible.map(idOf).join('\n');
  useEffect(() => session.visible.set(ids === '' ? [] : ids.split('\n')), [session, ids]);

  useBindings(
    expiringKeys,
    {
      open: () => selected && session.navigation.open({ screen: 'service', about: idOf(selected) }),
      backup: () => selected && session.askBackup(name),
      recover: () => selected && session.act(`recover ${name}`),
      snooze: () =>
        selected &&
        session.overlay.set({ kind: 'palette', ...snoozeLine(name, selected.snoozed !== null) }),
    },
    isFree,
  );
  useBindings(listKeys, { ...list.handlers, filter: filter.open }, isFree);

  const at = { columns: size.columns, height, now, theme };
  const reason =
    selected === null
      ? []
      : reasonSpans(
          selected.row,
          { failure: null, warnings: selected.snoozed === null ? [] : [selected.snoozed] },
          { ...at, columns: size.columns - 1 },
        );
  const problem = loading.kind === 'unreadable' ? loading.problem.message : null;
  return (
    <ScreenFrame
      size={size}
      title={titleOf(list.first, visible.length, shown.length)}
      subject={{
        id: selected?.row.service.resourceId ?? null,
        line: name === '' ? 'apim expiring --within 30d' : `apim backup ${name}`,
      }}
      message={filter.spans(shown.length, all.length, theme) ?? reason}
      keys={[...expiringKeys, ...listKeys]}
      isActive={isFree}
    >
      <Rows
        rows={
          problem === null
            ? expiringRows({ endings: all, visible, selected, widths }, layout, at)
            : [fit([span(` ${safe(problem, theme)}`, 'bad')], size.columns, theme)]
        }
        height={height}
        theme={theme}
      />
    </ScreenFrame>
  );
}

function titleOf(first: number, shown: number, all: number): string {
  const title = 'Expiring in the next 30 days';
  return shown < all ? `${title}  ${first + 1} to ${first + shown} of ${all}` : title;
}
