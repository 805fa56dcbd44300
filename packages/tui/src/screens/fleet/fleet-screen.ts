import { listKeys } from '../../keys/list-keys.ts';
import type { Screen } from '../screen.ts';
import { FleetScreen } from './FleetScreen.tsx';
import { fleetKeys } from './fleet-keys.ts';

/** The first screen: every service, worst first. */
export const fleetScreen: Screen = {
  name: 'fleet',
  title: 'Fleet',
  keys: [...fleetKeys, ...listKeys],
  opens: { command: 'services', about: () => ({ about: null }) },
  Component: FleetScreen,
};
