import { useState } from 'react';
import type { Job, Question } from '../../app/jobs/job.ts';
import { useSession, useTheme } from '../../app/session-context.ts';
import { wrap } from '../../cli/text.ts';
import { fit, restyled, type Span, safe, span } from '../../format/spans.ts';
import { useTyped } from '../../keys/use-typed.ts';
import type { Size } from '../../screens/screen.ts';
import { windowAround } from '../list-window.ts';
import { Rows } from '../Rows.tsx';
import { choiceRows, questionRows } from './question-rows.ts';

/** A list of which several may be taken: space marks, enter answers with the numbers of what is marked. */
export function ChooseSeveral(props: {
  question: Extract<Question, { kind: 'ask' }>;
  choices: readonly { value: string; label: string }[];
  job: Job;
  size: Size;
  isActive: boolean;
}) {
  const { question, choices, job, size, isActive } = props;
  const { stop } = useSession();
  const theme = useTheme();
  const [at, setAt] = useState(0);
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const [wrong, setWrong] = useState<string | null>(null);
  const height = choiceRows(question, size);
  const { cursor, first } = windowAround({ count: choices.length, cursor: at, first: 0, height });

  const toggle = (): void => {
    const next = new Set(marked);
    if (!next.delete(cursor)) next.add(cursor);
    setMarked(next);
    setWrong(null);
  };
  const answer = (): void => {
    const numbers = [...marked].sort((one, other) => one - other).map((index) => index + 1);
    const text = numbers.length === 0 ? (question.fallback ?? '') : numbers.join(',');
    const problem = question.check(text);
    setWrong(problem);
    if (problem === null) question.answer(text);
  };
  useTyped((typed) => {
    if (typed.kind !== 'key') return;
    switch (typed.name) {
      case 'down':
      case 'j':
      case 'tab':
        return setAt((cursor + 1) % choices.length);
      case 'up':
      case 'k':
      case 'shift+tab':
        return setAt((cursor + choices.length - 1) % choices.length);
      case 'space':
        return toggle();
      case 'enter':
        return answer();
      case 'esc':
        return stop(job);
    }
  }, isActive);

  const { good } = theme.glyphs;
  const none = question.fallback === null ? '' : `; none marked: ${question.fallback}`;
  const rows: Span[][] = [
    ...wrap(safe(question.text, theme), size.columns - 2).map((line) => [
      span(` ${line}`, 'strong'),
    ]),
    ...choices.slice(first, first + height).map(({ label }, index) => {
      const isAt = first + index === cursor;
      const box = marked.has(first + index) ? `[${good}] ` : '[ ] ';
      const row = fit(
        [span(isAt ? ` ${theme.glyphs.cursor} ` : '   '), span(box), span(safe(label, theme))],
        size.columns,
        theme,
      );
      return isAt ? restyled(row, 'selected') : row;
    }),
    [
      wrong === null
        ? span(` space marks, enter takes the marked ones${none}; esc stops`, 'quiet')
        : span(` ${safe(wrong, theme)}`, 'bad'),
    ],
  ];
  return <Rows rows={rows} height={questionRows(question, size)} theme={theme} />;
}
