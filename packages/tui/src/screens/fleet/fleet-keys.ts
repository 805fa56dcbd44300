import type { Binding } from '../../keys/binding.ts';

/** What one can do with the marked service. */
export type FleetAction = 'open' | 'backup' | 'recover' | 'operation';

/** See {@link FleetAction}. */
export const fleetKeys: readonly Binding<FleetAction>[] = [
  { action: 'open', keys: ['enter', 'right', 'l'], does: 'open the service', hint: 'open' },
  { action: 'backup', keys: ['b'], does: 'back it up; asks first', hint: 'backup' },
  {
    action: 'recover',
    keys: ['R'],
    does: 'what is wrong with it, and every way back',
    hint: 'recover',
  },
  { action: 'operation', keys: ['o'], does: 'what runs on it' },
];
