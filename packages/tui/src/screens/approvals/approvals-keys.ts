import type { Binding } from '../../keys/binding.ts';

/** What one can do with a request for a second person. */
export type ApprovalsAction = 'open' | 'approve' | 'reject' | 'plan';

/** See {@link ApprovalsAction}. */
export const approvalsKeys: readonly Binding<ApprovalsAction>[] = [
  { action: 'open', keys: ['enter', 'right', 'l'], does: 'the whole request', hint: 'open' },
  { action: 'approve', keys: ['A'], does: 'approve it; asks first', hint: 'approve' },
  { action: 'reject', keys: ['X'], does: 'reject it, with a reason', hint: 'reject' },
  { action: 'plan', keys: ['v'], does: 'plan its line again, as things are now', hint: 'plan now' },
];
