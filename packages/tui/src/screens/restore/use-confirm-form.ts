import { useState } from 'react';
import type { Question } from '../../app/jobs/job.ts';
import { useSession } from '../../app/session-context.ts';
import { useTyped } from '../../keys/use-typed.ts';
import { type ConfirmForm, confirmStep, emptyForm } from './confirm-form.ts';

type Confirm = Extract<Question, { kind: 'confirm' }>;

/** Keys that move the plan while a name is typed. */
const planKeys = { up: 'up', down: 'down', pageup: 'page-up', pagedown: 'page-down' } as const;

/** One of the moves of {@link planKeys}. */
export type PlanMove = (typeof planKeys)[keyof typeof planKeys];

/** The form of a question, empty again for each question; null while nothing is asked. */
export function useConfirmForm(options: {
  question: Confirm | null;
  isActive: boolean;
  cancel(): void;
  movePlan(move: PlanMove): void;
}): ConfirmForm | null {
  const { question, isActive, cancel, movePlan } = options;
  const { clock } = useSession().lifeboat.ports;
  const [kept, keep] = useState<{ question: Confirm; form: ConfirmForm } | null>(null);
  const form =
    question === null
      ? null
      : kept?.question === question
        ? kept.form
        : emptyForm(clock.monotonic());
  useTyped(
    (typed) => {
      if (question === null || form === null) return;
      const name = typed.kind === 'key' ? typed.name : '';
      if (form.focus === 'name' && isPlanKey(name)) {
        movePlan(planKeys[name]);
        return;
      }
      // Outside of the name these are keys as everywhere.
      if (form.focus !== 'name' && name === 'esc') return;
      const { expected } = question;
      const step = confirmStep(form, typed, { expected, now: clock.monotonic() });
      switch (step.kind) {
        case 'stay':
          keep({ question, form: step.form });
          break;
        case 'cancel':
          cancel();
          break;
        case 'confirm':
          question.answer(step.name);
          break;
        default:
          step satisfies never;
      }
    },
    isActive && question !== null,
  );
  return form;
}

function isPlanKey(name: string): name is keyof typeof planKeys {
  return name in planKeys;
}
