import { editLine, insert, type TypedLine, typedLine } from '../../components/edit-line.ts';
import type { Typed } from '../../keys/keyboard.ts';

/** What the keys reach, in order; one begins at Cancel. */
export type Focus = 'cancel' | 'name' | 'restore';

/** The form below a plan. `saidAt` and the like are on the steady clock, in milliseconds. */
export type ConfirmForm = {
  focus: Focus;
  line: TypedLine;
  /** Why the last key did not do what it was for; null when it did. */
  says: string | null;
  /** When the last key came. */
  keyAt: number;
};

/** What a key came to. */
export type ConfirmStep =
  | { kind: 'stay'; form: ConfirmForm }
  | { kind: 'cancel' }
  | { kind: 'confirm'; name: string };

/**
 * Enter on Restore counts only this long after the key before it, and only when that one was on the
 * screen: what a terminal pastes without marking it, and a key held down, come faster, and neither is
 * a decision. Milliseconds.
 */
export const decisionMs = 200;

const order: readonly Focus[] = ['cancel', 'name', 'restore'];

/** The form as it is first shown: enter cancels. */
export function emptyForm(now: number): ConfirmForm {
  return { focus: 'cancel', line: typedLine(''), says: null, keyAt: now };
}

/** Whether the name stands there to the letter. */
export function isExact({ line }: ConfirmForm, expected: string): boolean {
  return line.text === expected;
}

/** The form after a key or a paste. A paste only fills in the name: it never presses anything. */
export function confirmStep(
  before: ConfirmForm,
  typed: Typed,
  { expected, now }: { expected: string; now: number },
): ConfirmStep {
  const form = { ...before, says: null, keyAt: now };
  const stay = (changes: Partial<ConfirmForm>): ConfirmStep => ({
    kind: 'stay',
    form: { ...form, ...changes },
  });
  if (typed.kind === 'mouse') return { kind: 'stay', form: before };
  if (typed.kind === 'paste') {
    return form.focus === 'name'
      ? stay({ line: insert(form.line, typed.text.trim()) })
      : stay({ says: 'A paste goes into the name: press tab.' });
  }
  switch (typed.name) {
    case 'tab':
      return stay({ focus: next(form.focus, 1) });
    case 'shift+tab':
      return stay({ focus: next(form.focus, -1) });
    case 'esc':
      return { kind: 'cancel' };
    case 'enter':
      return pressed(form, {
        expected,
        isMeant: typed.unseen !== true && now - before.keyAt >= decisionMs,
        stay,
      });
    default:
      return form.focus === 'name'
        ? stay({ line: editLine(form.line, typed.name) })
        : { kind: 'stay', form: { ...form, says: before.says } };
  }
}

function pressed(
  form: ConfirmForm,
  parts: {
    expected: string;
    isMeant: boolean;
    stay(changes: Partial<ConfirmForm>): ConfirmStep;
  },
): ConfirmStep {
  const { expected, isMeant, stay } = parts;
  const isSame = isExact(form, expected);
  switch (form.focus) {
    case 'cancel':
      return { kind: 'cancel' };
    case 'name':
      return isSame ? stay({ focus: 'restore' }) : stay({ says: difference(form, expected) });
    case 'restore':
      if (!isSame) return stay({ says: difference(form, expected) });
      return isMeant
        ? { kind: 'confirm', name: form.line.text }
        : stay({ says: 'Too fast to be meant: press enter again.' });
    default:
      return form.focus satisfies never;
  }
}

function difference({ line }: ConfirmForm, expected: string): string {
  if (line.text === '') return `Type ${expected} first.`;
  return `Not ${expected} to the letter.`;
}

function next(focus: Focus, by: 1 | -1): Focus {
  const at = order.indexOf(focus) + by;
  return order[(at + order.length) % order.length] ?? 'cancel';
}
