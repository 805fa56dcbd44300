import type { Operation } from '@lifeboat/core';
import type { FleetRow, Snapshot, Warning } from '@lifeboat/core/live';
import { useEffect, useMemo } from 'react';
import { useSession } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { type LastFailure, lastFailure } from '../fleet/last-failure.ts';
import { inOrder } from './operation-columns.ts';

/** What the store knows of one service. */
export type KnownService = {
  row: FleetRow;
  snapshot: Snapshot;
  /** All of it, open ones first, then the newest. */
  operations: readonly Operation[];
  warnings: readonly Warning[];
  failure: LastFailure | null;
};

/** The service of this screen, kept young; `problem` says why there is none. */
export function useService(
  about: string | null,
): { known: KnownService; problem: null } | { known: null; problem: string } {
  const session = useSession();
  const loading = useObservable(session.live);
  useEffect(() => session.visible.set(about === null ? [] : [about]), [session, about]);
  const model = loading.kind === 'ready' ? loading.model : null;
  const known = useMemo((): KnownService | null => {
    const row = model?.byId.get(about ?? '');
    if (model === null || row === undefined) return null;
    const { id } = row.service;
    const all = model.snapshot.all('operation');
    return {
      row,
      snapshot: model.snapshot,
      operations: inOrder(all.filter(({ service }) => service === id)),
      warnings: model.warnings.filter(({ service }) => service === id),
      failure: lastFailure(all, id),
    };
  }, [model, about]);
  if (known !== null) return { known, problem: null };
  switch (loading.kind) {
    case 'loading':
      return { known: null, problem: 'Reading the store.' };
    case 'unreadable':
      return { known: null, problem: loading.problem.message };
    case 'ready':
      return { known: null, problem: 'Nothing is known of this service any more. esc goes back.' };
    default:
      return loading satisfies never;
  }
}
