import type { Input } from '@lifeboat/core';
import type { Session } from '../../app/session.ts';
import { listKeys } from '../../keys/list-keys.ts';
import type { Screen } from '../screen.ts';
import { OperationScreen } from './OperationScreen.tsx';
import { operationKeys } from './operation-keys.ts';

/** One backup or restore; it is about an operation. */
export const operationScreen: Screen = {
  name: 'operation',
  title: 'Operation',
  keys: [...operationKeys, ...listKeys],
  opens: { command: 'follow', about: followed },
  Component: OperationScreen,
};

/** The operation that a line names, or the only one that runs; what is in the archive, or several, runs as a command. */
function followed(input: Input, { live }: Session): { about: string } | null {
  const loading = live.get();
  if (loading.kind !== 'ready' || input.has('timeout')) return null;
  const { open, snapshot } = loading.model;
  const named = input.one('operation')?.toLowerCase() ?? null;
  if (named === null) {
    const [only, second] = open;
    return only === undefined || second !== undefined ? null : { about: only.id };
  }
  if (snapshot.get('operation', named) !== null) return { about: named };
  const found = snapshot.all('operation').filter(({ id }) => id.startsWith(named));
  const [only, second] = found;
  const isPlain = named.length >= 4 && only !== undefined && second === undefined;
  return isPlain ? { about: only.id } : null;
}
