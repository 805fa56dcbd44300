import type { Binding } from '../../keys/binding.ts';

/** What one can do with the ways back. */
export type RecoverAction = 'begin' | 'edit' | 'service' | 'operation';

/** See {@link RecoverAction}. */
export const recoverKeys: readonly Binding<RecoverAction>[] = [
  {
    action: 'begin',
    keys: ['enter'],
    does: 'begin with the marked way; a restore shows its plan and wants a name typed first',
    hint: 'begin',
  },
  {
    action: 'edit',
    keys: ['e'],
    does: 'the line of the marked way, to be changed first',
    hint: 'edit line',
  },
  { action: 'operation', keys: ['o'], does: 'what runs on the service' },
  { action: 'service', keys: ['s'], does: 'open the service' },
];
