import { useState } from 'react';
import type { Job, Question } from '../../app/jobs/job.ts';
import { useSession, useTheme } from '../../app/session-context.ts';
import { wrap } from '../../cli/text.ts';
import { fit, restyled, type Span, safe, span } from '../../format/spans.ts';
import { useTyped } from '../../keys/use-typed.ts';
import type { Size } from '../../screens/screen.ts';
import { typedLine } from '../edit-line.ts';
import { fieldSpans } from '../field-spans.ts';
import { windowAround } from '../list-window.ts';
import { Rows } from '../Rows.tsx';
import { useTextField } from '../use-text-field.ts';
import { ChooseSeveral } from './ChooseSeveral.tsx';
import { choiceRows, questionRows } from './question-rows.ts';

/** What a running command asks, at the bottom of the screen; esc leaves the command. */
export function JobQuestion(props: {
  question: Question;
  job: Job;
  size: Size;
  isActive: boolean;
}) {
  const { question } = props;
  if (question.kind === 'ask' && question.choices !== null) {
    const Choosing = question.takesSeveral ? ChooseSeveral : Choose;
    return <Choosing {...props} question={question} choices={question.choices} />;
  }
  return <Ask {...props} />;
}

type Asked = Extract<Question, { kind: 'ask' }>;

function Choose(props: {
  question: Asked;
  choices: { value: string; label: string }[];
  job: Job;
  size: Size;
  isActive: boolean;
}) {
  const { question, choices, job, size, isActive } = props;
  const { stop } = useSession();
  const theme = useTheme();
  const [at, setAt] = useState(
    Math.max(
      0,
      choices.findIndex(({ value }) => value === question.fallback),
    ),
  );
  const height = choiceRows(question, size);
  const { cursor, first } = windowAround({ count: choices.length, cursor: at, first: 0, height });
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
      case 'enter': {
        const choice = choices[cursor];
        return choice === undefined ? undefined : question.answer(choice.value);
      }
      case 'esc':
        return stop(job);
    }
  }, isActive);
  const text = wrap(safe(question.text, theme), size.columns - 2);
  const rows: Span[][] = [
    ...text.map((line) => [span(` ${line}`, 'strong')]),
    ...choices.slice(first, first + height).map(({ label }, index) => {
      const isMarked = first + index === cursor;
      const row = fit(
        [span(isMarked ? ` ${theme.glyphs.cursor} ` : '   '), span(safe(label, theme))],
        size.columns,
        theme,
      );
      return isMarked ? restyled(row, 'selected') : row;
    }),
    [span(' enter takes the marked one, esc stops', 'quiet')],
  ];
  return <Rows rows={rows} height={questionRows(question, size)} theme={theme} />;
}

function Ask(props: { question: Question; job: Job; size: Size; isActive: boolean }) {
  const { question, job, size, isActive } = props;
  const { stop } = useSession();
  const theme = useTheme();
  const [line, setLine] = useState(typedLine(''));
  const [wrong, setWrong] = useState<string | null>(null);
  useTextField({
    line,
    change(next) {
      setLine(next);
      setWrong(null);
    },
    onKey(key) {
      if (key === 'esc') stop(job);
      if (key === 'enter') answer();
    },
    isActive,
  });
  const answer = (): void => {
    const typed = line.text.trim();
    if (question.kind === 'confirm') {
      question.answer(typed === '' ? null : typed);
      return;
    }
    const value = typed === '' ? (question.fallback ?? '') : typed;
    const problem = question.check(value);
    setWrong(problem);
    if (problem === null) question.answer(value);
  };
  const text =
    question.kind === 'confirm'
      ? [`Type ${question.expected} to go on. Azure cannot cancel it.`]
      : wrap(safe(question.text, theme), size.columns - 2);
  const help =
    question.kind === 'ask' && question.fallback !== null && question.fallback !== ''
      ? `enter alone takes ${question.fallback}`
      : 'enter answers';
  const rows: Span[][] = [
    ...text.map((words) => [span(` ${words}`, 'strong')]),
    [span(` ${theme.glyphs.cursor} `, 'key'), ...fieldSpans(line, size.columns - 4, theme)],
    [
      span(
        ` ${wrong === null ? `${help}, esc stops` : safe(wrong, theme)}`,
        wrong === null ? 'quiet' : 'bad',
      ),
    ],
  ];
  return <Rows rows={rows} height={questionRows(question, size)} theme={theme} />;
}
