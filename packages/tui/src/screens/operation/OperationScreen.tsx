import type { Operation } from '@lifeboat/core';
import { afterRestore, nameToType } from '@lifeboat/core/live';
import { useMemo } from 'react';
import type { Model } from '../../app/live/model.ts';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useScroll } from '../../components/use-scroll.ts';
import { wrapped } from '../../components/wrapped.ts';
import { fit, type Spans, span } from '../../format/spans.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import type { ScreenProps } from '../screen.ts';
import { operationKeys } from './operation-keys.ts';
import { closingWords, moves, operationRows, type Shown } from './operation-rows.ts';
import { supportCase } from './support-case.ts';

/** One backup or restore: as it goes, or how it ended. */
export function OperationScreen({ size, about, isActive }: ScreenProps) {
  const session = useSession();
  const { navigation, toasts, overlay } = session;
  const theme = useTheme();
  const now = useNow();
  const loading = useObservable(session.live);
  const model = loading.kind === 'ready' ? loading.model : null;
  const shown = useMemo(() => shownOf(model, about), [model, about]);
  const operation = shown?.operation ?? null;
  const columns = size.columns - 2;
  // An ended one stands, but for the age of things in days.
  const drawnAt = operation === null || moves(operation) ? now : (model?.now ?? now);
  const rows = useMemo(
    (): (Spans | string)[] =>
      shown === null
        ? missingRows(about, model !== null).flatMap((text) =>
            wrapped(text, 'plain', { columns, theme }),
          )
        : operationRows(shown, { now: drawnAt, columns, theme }),
    [shown, about, model, drawnAt, columns, theme],
  );
  const height = bodyRows(size);
  const scroll = useScroll(rows.length, height);
  const row = operation === null ? undefined : model?.byId.get(operation.service);
  const related = shown?.children.at(-1)?.id ?? operation?.parent ?? null;
  const putBack = shown?.after?.putBack ?? null;
  useBindings(
    operationKeys,
    {
      open: () => operation && navigation.open({ screen: 'service', about: operation.service }),
      support: () =>
        shown &&
        session.copy(supportCase(shown.operation, shown.usual, now), 'what a support case needs'),
      recover: () => {
        if (operation === null) return;
        const name = row === undefined ? operation.resourceId : nameToType(row.service);
        session.act(`recover ${name}`);
      },
      related: () => {
        if (related === null) toasts.say('plain', 'No other operation belongs to this one.');
        else navigation.open({ screen: 'operation', about: related });
      },
      'put-back': () => {
        if (putBack === null) toasts.say('plain', 'There is nothing to put back.');
        else overlay.set({ kind: 'palette', text: putBack.replace(/^apim /, '') });
      },
    },
    isActive,
  );
  useBindings(listKeys, scroll.handlers, isActive);
  const closing = operation === null ? null : closingWords(operation);
  return (
    <ScreenFrame
      size={size}
      title={`${titleOf(operation)}${scroll.words}`}
      production={row?.service.environment?.toLowerCase() === 'production'}
      subject={{ id: about, line: `apim follow ${about ?? ''}`.trim() }}
      message={closing === null ? [] : [span(closing, 'busy')]}
      keys={operationKeys}
      isActive={isActive}
    >
      <Rows
        rows={rows
          .slice(scroll.first, scroll.first + height)
          .map((line) =>
            typeof line === 'string' ? ` ${line}` : fit([span(' '), ...line], size.columns, theme),
          )}
        height={height}
        theme={theme}
      />
    </ScreenFrame>
  );
}

function titleOf(operation: Operation | null): string {
  if (operation === null) return 'Operation';
  const what = operation.kind === 'backup' ? 'Backup' : 'Restore';
  return `${what} of ${operation.label}`;
}

function shownOf(model: Model | null, id: string | null): Shown | null {
  const operation = model?.snapshot.get('operation', id ?? '') ?? null;
  if (model === null || operation === null) return null;
  const { snapshot } = model;
  const children = snapshot
    .all('operation')
    .filter(({ parent }) => parent === operation.id)
    .toSorted((one, other) => one.plannedAt - other.plannedAt);
  return {
    operation,
    children,
    usual: model.byId.get(operation.service)?.typical[operation.kind] ?? null,
    after: afterRestore(snapshot, operation),
    snapshot,
  };
}

function missingRows(id: string | null, isRead: boolean): string[] {
  if (!isRead) return ['Reading the store …'];
  return [
    `The store has no operation ${id ?? ''}.`,
    'What ended long ago has left it for the archive: `:audit` tells what was done, and the files of the archive are named by `:paths`.',
  ];
}
