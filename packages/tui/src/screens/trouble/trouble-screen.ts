import type { Screen } from '../screen.ts';
import { TroubleScreen } from './TroubleScreen.tsx';
import { troubleKeys } from './trouble-keys.ts';

/** Stands in the fleet's place while the configuration is wrong, or the store cannot be read. */
export const troubleScreen: Screen = {
  name: 'trouble',
  title: 'Trouble',
  keys: troubleKeys,
  Component: TroubleScreen,
};
