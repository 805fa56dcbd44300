import { scrollKeys } from '../../keys/list-keys.ts';
import type { Screen } from '../screen.ts';
import { AnswerScreen } from './AnswerScreen.tsx';
import { answerKeys } from './answer-keys.ts';

/** What a command says, asks and answers; it is about a job. */
export const answerScreen: Screen = {
  name: 'answer',
  title: 'Answer of a command',
  keys: [...answerKeys, ...scrollKeys],
  Component: AnswerScreen,
};
