import type { Binding } from '../../keys/binding.ts';

/** What one can do with an answer. */
export type AnswerAction = 'again' | 'stop' | 'search' | 'next' | 'before' | 'print';

/** See {@link AnswerAction}. */
export const answerKeys: readonly Binding<AnswerAction>[] = [
  { action: 'search', keys: ['/'], does: 'search in the answer', hint: 'search' },
  { action: 'next', keys: ['n'], does: 'to the next place that was found' },
  { action: 'before', keys: ['N'], does: 'to the one before' },
  {
    action: 'print',
    keys: ['P'],
    does: "print it in the terminal's own screen, to mark and copy; enter comes back",
    hint: 'print',
  },
  {
    action: 'again',
    keys: ['A'],
    does: 'run the same line again; what changes something is only typed for you',
    hint: 'again',
  },
  {
    action: 'stop',
    keys: ['S'],
    does: 'stop waiting; what runs in Azure goes on',
    hint: 'stop',
  },
];

/** Those of {@link answerKeys} that do something, by whether the command still runs; the others say why not. */
export function answerKeysNow(runs: boolean): readonly Binding[] {
  const useless: AnswerAction = runs ? 'again' : 'stop';
  return answerKeys.filter(({ action }) => action !== useless);
}
