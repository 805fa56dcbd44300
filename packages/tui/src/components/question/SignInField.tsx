import type { SignInPrompt } from '@lifeboat/core';
import { useState } from 'react';
import type { Job } from '../../app/jobs/job.ts';
import { useSession, useTheme } from '../../app/session-context.ts';
import { fit, type Span, safe, span } from '../../format/spans.ts';
import { useTyped } from '../../keys/use-typed.ts';
import type { Size } from '../../screens/screen.ts';
import { typedLine } from '../edit-line.ts';
import { fieldSpans } from '../field-spans.ts';
import { Rows } from '../Rows.tsx';
import { useTextField } from '../use-text-field.ts';

/** Rows that the field takes at the bottom of a screen. */
export const signInFieldRows = 3;

/** A sign-in in a browser that does not come back by itself. */
export type PastedSignIn = Extract<SignInPrompt, { kind: 'browser' }> & {
  pasteBack: (address: string) => void;
};

/** Whether a sign-in waits for the address that the browser ended at. */
export function isPasted(step: SignInPrompt | null): step is PastedSignIn {
  return step?.kind === 'browser' && step.pasteBack !== null;
}

/** Takes the address that the browser ended at. */
export function SignInField(props: {
  step: PastedSignIn;
  job: Job;
  size: Size;
  isActive: boolean;
}) {
  const { step, job, size, isActive } = props;
  const { stop, copy } = useSession();
  const theme = useTheme();
  const [line, setLine] = useState(typedLine(''));
  useTextField({
    line,
    change: setLine,
    onKey(key) {
      if (key === 'esc') stop(job);
      if (key !== 'enter' || line.text.trim() === '') return;
      step.pasteBack(line.text.trim());
      setLine(typedLine(''));
    },
    isActive,
  });
  useTyped((typed) => {
    if (typed.kind === 'key' && typed.name === 'ctrl+y') copy(step.url, 'the address');
  }, isActive);
  const { problem } = step;
  const { columns } = size;
  const rows: Span[][] = [
    [
      problem === undefined
        ? span(' Then paste the address the browser ended at:', 'strong')
        : span(` ${safe(problem, theme)}`, 'bad'),
    ],
    [span(` ${theme.glyphs.cursor} `, 'key'), ...fieldSpans(line, columns - 4, theme)],
    [span(' enter signs in, ctrl-y copies the address to open, esc stops', 'quiet')],
  ].map((row) => fit(row, columns, theme));
  return <Rows rows={rows} height={signInFieldRows} theme={theme} />;
}
