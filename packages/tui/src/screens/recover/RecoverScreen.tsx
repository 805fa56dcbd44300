import { LifeboatError } from '@lifeboat/core';
import { nameToType, resolveKnown, type Service } from '@lifeboat/core/live';
import { useMemo } from 'react';
import type { Model } from '../../app/live/model.ts';
import type { Session } from '../../app/session.ts';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useKept } from '../../components/use-kept.ts';
import { fit, type Spans, span } from '../../format/spans.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import type { ScreenProps } from '../screen.ts';
import { beginWay } from './begin-way.ts';
import { recoverKeys } from './recover-keys.ts';
import { pageRows, type RecoverPage, topRows } from './recover-rows.ts';
import { useRecovery } from './use-recovery.ts';
import { wayMessage } from './way-rows.ts';
import { showBlock } from './way-window.ts';

/** The 3 am page: what is wrong with a service, and every way back. */
export function RecoverScreen({ size, about, isActive }: ScreenProps) {
  const session = useSession();
  const { navigation, toasts, overlay, lifeboat } = session;
  const theme = useTheme();
  const now = useNow();
  const loading = useObservable(session.live);
  const model = loading.kind === 'ready' ? loading.model : null;
  const isReady = model !== null;
  // The service itself does not change with what is read of it.
  const service = useMemo(() => serviceOf(session, model, about), [about, isReady]);
  const looking = useRecovery(service);
  const { found } = looking;
  const ways = found?.recovery.ways ?? [];
  const begin = found === null ? null : found.recovery.begin;
  const [chosen, choose] = useKept<number | null>('way', null);
  const [kept, scrollTo] = useKept<number | null>('first', null);
  const marked = Math.min(
    chosen ?? Math.max(0, begin === null ? 0 : ways.indexOf(begin)),
    ways.length - 1,
  );
  const way = ways[marked] ?? null;

  const columns = size.columns - 2;
  const at = { now, columns, theme };
  const page: RecoverPage | null =
    service === null
      ? null
      : {
          service,
          row: model?.byId.get(service.id) ?? null,
          ...looking,
          isConfigured: lifeboat.configuration.path !== null,
        };
  const top = page === null ? missingRows(about, isReady) : topRows(page, at);
  const { rows, ways: places } =
    page === null ? { rows: [], ways: [] } : pageRows(page, marked, at);
  const height = Math.max(1, bodyRows(size) - top.length - 1);
  const last = Math.max(0, rows.length - height);
  const shown = (index: number, from: number): number => {
    const place = places[index];
    return place === undefined
      ? from
      : showBlock(place, { first: from, height, count: rows.length });
  };
  const first = Math.min(last, kept ?? shown(marked, 0));

  const mark = (index: number): void => {
    const next = Math.max(0, Math.min(ways.length - 1, index));
    if (index < 0) scrollTo(Math.max(0, first - 1));
    else if (index > ways.length - 1) scrollTo(Math.min(last, first + 1));
    else scrollTo(shown(next, first));
    if (ways.length > 0) choose(next);
  };
  const scroll = (rowsMore: number): void =>
    scrollTo(Math.max(0, Math.min(last, first + rowsMore)));
  const page_ = Math.max(1, height - 1);
  useBindings(
    listKeys,
    {
      up: () => mark(marked - 1),
      down: () => mark(marked + 1),
      'page-up': () => scroll(-page_),
      'page-down': () => scroll(page_),
      top: () => {
        choose(0);
        scrollTo(0);
      },
      bottom: () => mark(ways.length - 1),
    },
    isActive,
  );
  const nothing = (): void =>
    toasts.say(
      'plain',
      found === null ? 'Still looking: the ways back come in seconds.' : 'There is no way to mark.',
    );
  useBindings(
    recoverKeys,
    {
      begin: () => (way === null ? nothing() : beginWay(session, way, looking.again)),
      edit: () => {
        if (way === null) nothing();
        else if (way.command === null) toasts.say('plain', way.costs);
        else overlay.set({ kind: 'palette', text: way.command.replace(/^apim /, '') });
      },
      operation: () => {
        const open = found?.recovery.facts.open ?? page?.row?.open[0] ?? null;
        if (open === null) toasts.say('plain', 'Nothing runs on it.');
        else navigation.open({ screen: 'operation', about: open.id });
      },
      service: () => service && navigation.open({ screen: 'service', about: service.id }),
    },
    isActive,
  );
  const name = service === null ? (about ?? '') : nameToType(service);
  const drawn: (Spans | string)[] = [...top, '', ...rows.slice(first, first + height)];
  const words =
    last === 0
      ? ''
      : `  ${first + 1} to ${Math.min(rows.length, first + height)} of ${rows.length}`;
  return (
    <ScreenFrame
      size={size}
      title={`Recover ${service?.label ?? about ?? ''}${words}`}
      production={service?.environment?.toLowerCase() === 'production'}
      subject={{ id: service?.resourceId ?? null, line: way?.command ?? `apim recover ${name}` }}
      message={wayMessage(way)}
      keys={recoverKeys}
      isActive={isActive}
      onRefresh={() => {
        if (looking.since !== null) toasts.say('plain', 'It is being looked at already.');
        looking.again();
      }}
    >
      <Rows
        rows={drawn.map((line) =>
          typeof line === 'string' ? ` ${line}` : fit([span(' '), ...line], size.columns, theme),
        )}
        height={bodyRows(size)}
        theme={theme}
      />
    </ScreenFrame>
  );
}

/** By its id in the store, else by its name or resource id; null when nothing is of that name. */
function serviceOf(
  { lifeboat }: Session,
  model: Model | null,
  about: string | null,
): Service | null {
  if (model === null || about === null) return null;
  const row = model.byId.get(about);
  if (row !== undefined) return row.service;
  try {
    return resolveKnown(lifeboat.configuration, model.snapshot, about);
  } catch (error) {
    if (error instanceof LifeboatError) return null;
    throw error;
  }
}

function missingRows(about: string | null, isReady: boolean): Spans[] {
  if (!isReady) return [[span('Reading the store', 'busy')]];
  return [[span(`There is no service ${about ?? ''}.`, 'bad')]];
}
