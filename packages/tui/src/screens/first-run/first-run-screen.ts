import type { Screen } from '../screen.ts';
import { FirstRunScreen } from './FirstRunScreen.tsx';
import { firstRunKeys } from './first-run-keys.ts';

/** Stands in the fleet's place while there is no configuration and nothing in the store. */
export const firstRunScreen: Screen = {
  name: 'first-run',
  title: 'First run',
  keys: firstRunKeys,
  Component: FirstRunScreen,
};
