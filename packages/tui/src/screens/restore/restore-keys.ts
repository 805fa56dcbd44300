import type { Binding } from '../../keys/binding.ts';

/** What one can do with a restore on its way and after it; the form below a plan has its own keys. */
export type RestoreAction = 'operation' | 'again' | 'edit' | 'force' | 'put-back' | 'stop';

/** See {@link RestoreAction}. */
export const restoreKeys: readonly Binding<RestoreAction>[] = [
  {
    action: 'operation',
    keys: ['enter', 'o'],
    does: 'the operation itself: its phases, times and ids',
    hint: 'operation',
  },
  { action: 'again', keys: ['A'], does: 'plan the same again, and ask again', hint: 'again' },
  {
    action: 'edit',
    keys: ['e'],
    does: 'the same line, to be changed first',
    hint: 'edit line',
  },
  {
    action: 'force',
    keys: ['f'],
    does: 'the same line with the checks overridden that stopped it; wants a reason',
    hint: 'override',
  },
  {
    action: 'put-back',
    keys: ['u'],
    does: 'the line that puts the target back as it was, to be looked at first',
    hint: 'put back',
  },
  {
    action: 'stop',
    keys: ['S'],
    does: 'stop waiting; asks, and says what goes on and what is not sent',
    hint: 'stop waiting',
  },
];

/** The keys of the form below a plan, for help and the bottom line: `confirm-form.ts` is what they do. */
export const confirmKeys: readonly Binding[] = [
  {
    action: 'next',
    keys: ['tab', 'shift+tab'],
    does: 'from Cancel to the name to Restore',
    hint: 'next',
  },
  {
    action: 'press',
    keys: ['enter'],
    does: 'press what is marked, Cancel at first',
    hint: 'press',
  },
  {
    action: 'cancel',
    keys: ['esc'],
    does: 'cancel; nothing is sent',
    hint: 'cancel',
  },
];

/** What there is to be done with a restore as it stands. */
export type RestoreNow = {
  hasEnded: boolean;
  /** Whether something was sent or planned that has a page of its own. */
  hasOperation: boolean;
  /** Whether checks stopped it that may be overridden. */
  mayForce: boolean;
  hasPutBack: boolean;
};

/** Those of {@link restoreKeys} that do something now; the others say why not. */
export function keysNow(now: RestoreNow): readonly Binding[] {
  const { hasEnded, hasOperation, mayForce, hasPutBack } = now;
  const useful: Readonly<Record<RestoreAction, boolean>> = {
    operation: hasOperation,
    again: hasEnded,
    edit: hasEnded,
    force: hasEnded && mayForce,
    'put-back': hasEnded && hasPutBack,
    stop: !hasEnded,
  };
  return restoreKeys.filter(({ action }) => useful[action]);
}
