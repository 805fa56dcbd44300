import { listKeys } from '../../keys/list-keys.ts';
import type { Screen } from '../screen.ts';
import { ExpiringScreen } from './ExpiringScreen.tsx';
import { expiringKeys } from './expiring-keys.ts';

/** The next 30 days: which service loses its last restorable backup when. */
export const expiringScreen: Screen = {
  name: 'expiring',
  title: 'Expiring',
  keys: [...expiringKeys, ...listKeys],
  opens: {
    command: 'expiring',
    about: (input) => (input.has('within') ? null : { about: null }),
  },
  Component: ExpiringScreen,
};
