import type { Question } from '../../app/jobs/job.ts';
import { wrap } from '../../cli/text.ts';
import type { Size } from '../../screens/screen.ts';

/** Choices that are seen at once. */
export const mostChoices = 8;

/** Rows that a question takes at the bottom of a screen. */
export function questionRows(question: Question, size: Size): number {
  if (question.kind === 'confirm') return 3;
  const text = wrap(question.text, size.columns - 2).length;
  return question.choices === null
    ? text + 2
    : text + 1 + Math.min(mostChoices, question.choices.length);
}
