import type { Binding } from '../../keys/binding.ts';
import { listKeys } from '../../keys/list-keys.ts';

/** What one can do with a service and what is marked of it. */
export type ServiceAction =
  | 'open'
  | 'next-pane'
  | 'previous-pane'
  | 'backup'
  | 'recover'
  | 'restore'
  | 'restore-into'
  | 'note'
  | 'hold'
  | 'snooze';

/** See {@link ServiceAction}. */
export const serviceKeys: readonly Binding<ServiceAction>[] = [
  { action: 'open', keys: ['enter', 'right', 'l'], does: 'open what is marked', hint: 'open' },
  { action: 'next-pane', keys: ['tab'], does: 'to the next pane', hint: 'pane' },
  { action: 'previous-pane', keys: ['shift+tab'], does: 'to the pane before' },
  { action: 'backup', keys: ['b'], does: 'back the service up; asks first', hint: 'backup' },
  {
    action: 'recover',
    keys: ['R'],
    does: 'what is wrong with it, and every way back',
    hint: 'recover',
  },
  {
    action: 'restore',
    keys: ['t'],
    does: 'plan a restore of the marked backup into this service',
    hint: 'restore it',
  },
  {
    action: 'restore-into',
    keys: ['T'],
    does: 'plan a restore of the marked backup into another service; its name is typed',
  },
  { action: 'note', keys: ['n'], does: 'write down what the marked backup is about', hint: 'note' },
  {
    action: 'hold',
    keys: ['h'],
    does: 'stop its backups for a time, or let them go on',
    hint: 'hold',
  },
  { action: 'snooze', keys: ['s'], does: 'silence its warnings for a time', hint: 'snooze' },
];

/** How one moves in its panes: there is nothing to filter. */
export const serviceListKeys = listKeys.filter(({ action }) => action !== 'filter');
