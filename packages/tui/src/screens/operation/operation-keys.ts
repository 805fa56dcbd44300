import type { Binding } from '../../keys/binding.ts';

/** What one can do with an operation. */
export type OperationAction = 'open' | 'support' | 'related' | 'recover' | 'put-back';

/** See {@link OperationAction}. */
export const operationKeys: readonly Binding<OperationAction>[] = [
  { action: 'open', keys: ['enter'], does: 'open its service', hint: 'service' },
  {
    action: 'support',
    keys: ['c'],
    does: 'copy what a support case needs: resource, times, ids, words of Azure',
    hint: 'copy case',
  },
  {
    action: 'recover',
    keys: ['R'],
    does: 'what is wrong with its service, and every way back',
    hint: 'recover',
  },
  {
    action: 'related',
    keys: ['o'],
    does: 'from a restore to the backup made before it, and back',
  },
  {
    action: 'put-back',
    keys: ['u'],
    does: 'after a restore: the line that puts the target back, to be looked at first',
  },
];
