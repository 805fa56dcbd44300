import type { Lifeboat, Operation } from '@lifeboat/core';
import type { Loading } from './model.ts';

/** The operations that this very process planned, as the store has them; empty before it was read. */
export function ownOperations(loading: Loading, { ports }: Pick<Lifeboat, 'ports'>): Operation[] {
  if (loading.kind !== 'ready') return [];
  const { id } = ports.thisProcess;
  return loading.model.snapshot.all('operation').filter(({ process }) => process === id);
}
