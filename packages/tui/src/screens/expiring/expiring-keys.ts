import type { Binding } from '../../keys/binding.ts';

/** What one can do with the marked service. */
export type ExpiringAction = 'open' | 'backup' | 'snooze' | 'recover';

/** See {@link ExpiringAction}. */
export const expiringKeys: readonly Binding<ExpiringAction>[] = [
  { action: 'open', keys: ['enter', 'right', 'l'], does: 'open the service', hint: 'open' },
  { action: 'backup', keys: ['b'], does: 'back it up; asks first', hint: 'backup' },
  { action: 'snooze', keys: ['s'], does: 'silence its warnings for a time', hint: 'snooze' },
  {
    action: 'recover',
    keys: ['R'],
    does: 'what is wrong with it, and every way back',
    hint: 'recover',
  },
];
