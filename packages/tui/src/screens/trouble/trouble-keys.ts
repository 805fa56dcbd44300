import type { Binding } from '../../keys/binding.ts';

/** What one can do while the configuration is wrong or the store cannot be read. */
export type TroubleAction = 'fleet' | 'recover';

/** See {@link TroubleAction}. */
export const troubleKeys: readonly Binding<TroubleAction>[] = [
  {
    action: 'fleet',
    keys: ['f'],
    does: 'the fleet all the same, as far as the store knows it',
    hint: 'fleet',
  },
  {
    action: 'recover',
    keys: ['i'],
    does: 'bring one service back now, by its resource id',
    hint: 'recover one',
  },
];
