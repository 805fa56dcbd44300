import { type FleetRow, needsPerson, verdictTone } from '@lifeboat/core/live';
import { useEffect, useMemo } from 'react';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useFilter } from '../../components/use-filter.ts';
import { useList } from '../../components/use-list.ts';
import { cellsRow, layColumns, titleRow } from '../../format/columns.ts';
import { cutTo, fit, restyled, type Span, safe, span } from '../../format/spans.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import type { Theme } from '../../theme/theme.ts';
import type { ScreenProps } from '../screen.ts';
import { filterFleet } from './filter-fleet.ts';
import { fleetColumns } from './fleet-columns.ts';
import { fleetKeys } from './fleet-keys.ts';

const idOf = ({ service }: FleetRow): string => service.id;

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
  const list = useList({ items: rows, idOf, height });
  const { selected } = list;
  const name = selected?.service.label ?? '';

  const shownIds = list.visible.map(idOf).join('\n');
  useEffect(
    () => session.visible.set(shownIds === '' ? [] : shownIds.split('\n')),
    [session, shownIds],
  );

  const isFree = isActive && !filter.isTyped;
  const handlers = {
    open: () =>
      selected && session.navigation.open({ screen: 'service', about: selected.service.id }),
    backup: () => selected && session.askBackup(name),
    recover: () => selected && session.act(`recover ${name}`),
    operation: () => {
      const operation = selected?.open[0];
      if (operation === undefined) session.toasts.say('plain', `Nothing runs on ${name}.`);
      else session.navigation.open({ screen: 'operation', about: operation.id });
    },
  };
  useBindings(fleetKeys, handlers, isFree);
  useBindings(listKeys, { ...list.handlers, filter: filter.open }, isFree);

  const columns = useMemo(() => fleetColumns(all, now, theme), [all, now, theme]);
  const laid = layColumns(columns, size.columns - 3);
  const lines = list.visible.map((row): Span[] => {
    const isMarked = row === selected;
    const cells = cellsRow(row, laid, theme);
    const line = fit(
      [span(isMarked ? ` ${theme.glyphs.cursor} ` : '   '), ...cells],
      size.columns,
      theme,
    );
    return isMarked ? restyled(line, 'selected') : line;
  });
  const message = filter.spans(rows.length, all.length, theme) ?? reason(selected, theme);
  return (
    <ScreenFrame
      size={size}
      title={titleOf(list.first, list.visible.length, rows.length)}
      subject={{
        id: selected?.service.resourceId ?? null,
        line: name === '' ? 'apim services' : `apim backup ${name}`,
      }}
      message={message}
      keys={[...fleetKeys, ...listKeys]}
      isActive={isFree}
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
            : [[span('   '), ...titleRow(laid, theme)], ...lines]
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

/** Why the marked service is as it is. */
function reason(row: FleetRow | null, theme: Theme): Span[] {
  if (row === null) return [];
  const { service, judgement } = row;
  const tone = needsPerson(judgement.verdict) ? verdictTone(judgement.verdict) : 'quiet';
  return [span(`${safe(service.label, theme)}: ${safe(judgement.why, theme)}`, tone)];
}
