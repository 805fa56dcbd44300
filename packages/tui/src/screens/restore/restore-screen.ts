import { listKeys } from '../../keys/list-keys.ts';
import type { Screen } from '../screen.ts';
import { RestoreScreen } from './RestoreScreen.tsx';
import { confirmKeys, restoreKeys } from './restore-keys.ts';

/** A restore from its plan to its end; it is about a job. */
export const restoreScreen: Screen = {
  name: 'restore',
  title: 'Restore',
  keys: [...restoreKeys, ...listKeys],
  alsoKeys: { title: 'Restore, below a plan', bindings: confirmKeys },
  runs: 'restore',
  Component: RestoreScreen,
};
