import type { Binding } from '../../keys/binding.ts';

/** What one can do with the marked line of the trail. */
export type ActivityAction = 'open' | 'operation' | 'subject';

/** See {@link ActivityAction}. */
export const activityKeys: readonly Binding<ActivityAction>[] = [
  {
    action: 'open',
    keys: ['enter', 'right', 'l'],
    does: 'the whole entry; of a command that runs, its screen',
    hint: 'open',
  },
  { action: 'operation', keys: ['o'], does: 'the operation it belongs to', hint: 'operation' },
  { action: 'subject', keys: ['s'], does: 'only what is about the same', hint: 'same subject' },
];
