import type { Question } from '../../app/jobs/job.ts';
import { wrap } from '../../cli/text.ts';
import type { Size } from '../../screens/screen.ts';

const mostChoices = 8;
/** Rows of a screen that are not a question's: its frame, and some of what was said before. */
const othersRows = 8;

/** Rows that the choices of a question take; they scroll. */
export function choiceRows(question: Question, size: Size): number {
  if (question.kind === 'confirm' || question.choices === null) return 0;
  const room = Math.max(2, size.rows - othersRows - textRows(question.text, size));
  return Math.min(mostChoices, question.choices.length, room);
}

/** Rows that a question takes at the bottom of a screen. */
export function questionRows(question: Question, size: Size): number {
  if (question.kind === 'confirm') return 3;
  const field = question.choices === null ? 1 : 0;
  return textRows(question.text, size) + choiceRows(question, size) + field + 1;
}

function textRows(text: string, { columns }: Size): number {
  return wrap(text, columns - 2).length;
}
