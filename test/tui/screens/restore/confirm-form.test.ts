import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Typed } from '../../../../packages/tui/src/keys/keyboard.ts';
import {
  type ConfirmForm,
  type ConfirmStep,
  confirmStep,
  decisionMs,
  emptyForm,
} from '../../../../packages/tui/src/screens/restore/confirm-form.ts';

const expected = 'contoso-dr';

const key = (name: string): Typed => ({ kind: 'key', name });
const paste = (text: string): Typed => ({ kind: 'paste', text });
const typed = (text: string): Typed[] => Array.from(text, key);

/** The step of the last key, each `apartMs` after the one before; stops where something is decided. */
function after(keys: readonly Typed[], apartMs = 1_000): ConfirmStep {
  let step: ConfirmStep = { kind: 'stay', form: emptyForm(0) };
  let now = 0;
  for (const each of keys) {
    if (step.kind !== 'stay') return step;
    now += apartMs;
    step = confirmStep(step.form, each, { expected, now });
  }
  return step;
}

function form(step: ConfirmStep): ConfirmForm {
  if (step.kind !== 'stay') throw new Error(`It was decided: ${step.kind}`);
  return step.form;
}

describe('the form below a plan', () => {
  it('cancels on enter, on esc, and nothing else at first', () => {
    expect(after([key('enter')])).toEqual({ kind: 'cancel' });
    expect(after([key('esc')])).toEqual({ kind: 'cancel' });
    expect(form(after([key('y')])).focus).toBe('cancel');
  });

  it('restores with tab, the name, enter, enter', () => {
    const keys = [key('tab'), ...typed(expected), key('enter'), key('enter')];
    expect(after(keys)).toEqual({ kind: 'confirm', name: expected });
  });

  it.each([
    ['nothing', ''],
    ['another name', 'contoso-prod'],
    ['its beginning', 'contoso-d'],
    ['other letters', 'Contoso-DR'],
    ['a space behind it', 'contoso-dr '],
  ])('does nothing for %s, and says so', (_what, name) => {
    const letters = typed(name).map((each) =>
      each.kind === 'key' && each.name === ' ' ? key('space') : each,
    );
    const inName = after([key('tab'), ...letters, key('enter')]);
    expect(form(inName)).toMatchObject({ focus: 'name', says: expect.stringContaining(expected) });

    const onButton = after([key('tab'), ...letters, key('tab'), key('enter')]);
    expect(form(onButton)).toMatchObject({
      focus: 'restore',
      says: expect.stringContaining(expected),
    });
  });

  it('takes a pasted name without the line break behind it, and goes nowhere by itself', () => {
    const pasted = after([key('tab'), paste(`${expected}\r\n`)]);
    expect(form(pasted)).toMatchObject({ focus: 'name', line: { text: expected } });
  });

  it('takes no paste outside of the name', () => {
    const step = after([paste(`${expected}\n`)]);
    expect(form(step)).toMatchObject({ focus: 'cancel', line: { text: '' } });
  });

  it('is not pressed by keys that come faster than a person', () => {
    const keys = [key('tab'), ...typed(expected), key('enter'), key('enter'), key('enter')];
    expect(form(after(keys, decisionMs - 1)).focus).toBe('restore');
    expect(after(keys, decisionMs)).toEqual({ kind: 'confirm', name: expected });
  });

  it('is not pressed by a key that came before the one before it was seen', () => {
    const unseen: Typed = { kind: 'key', name: 'enter', unseen: true };
    const keys = [key('tab'), ...typed(expected), key('enter'), unseen, unseen];
    expect(form(after(keys)).focus).toBe('restore');
    expect(after([...keys, key('enter')])).toEqual({ kind: 'confirm', name: expected });
  });

  it('goes round with tab and back with shift-tab', () => {
    expect(form(after([key('tab'), key('tab'), key('tab')])).focus).toBe('cancel');
    expect(form(after([key('shift+tab')])).focus).toBe('restore');
  });

  it('never confirms another name, whatever is typed', () => {
    const anything = fc.oneof(
      fc.constantFrom('enter', 'tab', 'shift+tab', 'backspace', 'ctrl+u').map(key),
      fc.string({ maxLength: 12 }).map(paste),
      fc.constantFrom(...typed(expected)),
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (keys) => {
        const step = after(keys);
        if (step.kind === 'confirm') expect(step.name).toBe(expected);
      }),
    );
  });

  it('never confirms by enter alone', () => {
    for (let presses = 1; presses < 10; presses += 1) {
      const step = after(Array.from({ length: presses }, () => key('enter')));
      expect(step).toEqual({ kind: 'cancel' });
    }
  });
});
