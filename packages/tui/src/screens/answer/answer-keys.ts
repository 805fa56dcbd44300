import type { Binding } from '../../keys/binding.ts';

/** What one can do with an answer. */
export type AnswerAction = 'again' | 'stop';

/** See {@link AnswerAction}. */
export const answerKeys: readonly Binding<AnswerAction>[] = [
  { action: 'again', keys: ['A'], does: 'run the same line again', hint: 'again' },
  {
    action: 'stop',
    keys: ['S'],
    does: 'stop waiting; what runs in Azure goes on',
    hint: 'stop waiting',
  },
];
