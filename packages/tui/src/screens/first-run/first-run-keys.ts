import type { Binding } from '../../keys/binding.ts';

/** What one can do before there is a configuration. */
export type FirstRunAction = 'begin' | 'cold-start' | 'recover';

/** See {@link FirstRunAction}. */
export const firstRunKeys: readonly Binding<FirstRunAction>[] = [
  {
    action: 'begin',
    keys: ['enter'],
    does: 'write a configuration, by asking',
    hint: 'begin',
  },
  {
    action: 'cold-start',
    keys: ['c'],
    does: 'new machine, old backups: rebuild everything',
    hint: 'from backups',
  },
  {
    action: 'recover',
    keys: ['i'],
    does: 'bring one service back now, by its resource id',
    hint: 'recover one',
  },
];
