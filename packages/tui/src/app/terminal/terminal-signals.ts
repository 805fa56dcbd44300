/** What a terminal tells beside keys. */
export type TerminalNews =
  | { kind: 'focus'; focused: boolean }
  | { kind: 'mouse'; button: 'press' | 'wheel-up' | 'wheel-down'; column: number; row: number }
  /** The answer to OSC 11: its background. */
  | { kind: 'background'; answer: string };

/** What was typed, without what the terminal told, and that. `rest` is the begin of something unfinished. */
export type Taken = { typed: string; news: TerminalNews[]; rest: string };

const esc = '\\u001b';
const bell = '\\u0007';
const focus = `${esc}\\[([IO])`;
const mouseAt = `${esc}\\[<(\\d+);(\\d+);(\\d+)([Mm])`;
const background = `${esc}\\]11;([^${bell}${esc}]*)(?:${bell}|${esc}\\\\)`;
// Source: xterm control sequences (FocusIn/FocusOut; SGR mouse, mode 1006; OSC 11).
const told = new RegExp(`${focus}|${mouseAt}|${background}`, 'g');
/** An answer to OSC 11 that broke off: something follows that cannot belong to it. */
const broken = new RegExp(
  `${esc}\\]11;(?:rgba?:[\\da-f/]{0,24})?(?=[^\\da-fr/${bell}${esc}]|${esc}[^\\\\])`,
  'gi',
);
/** The begin of any of them at the end. */
const begun = new RegExp(
  `${esc}(?:\\[(?:<[\\d;]{0,20})?|\\](?:1(?:1(?:;[a-z]{0,4}:?[\\da-f/]{0,24}${esc}?)?)?)?)?$`,
  'i',
);

/** Takes what the terminal told out of what came in; `chunk` begins with the last `rest`. Pure. */
export function takeNews(chunk: string): Taken {
  const news: TerminalNews[] = [];
  const typed = chunk
    .replace(broken, '')
    .replace(told, (_, inOrOut, button, column, row, end, answer) => {
      if (inOrOut !== undefined) news.push({ kind: 'focus', focused: inOrOut === 'I' });
      else if (answer !== undefined) news.push({ kind: 'background', answer });
      else {
        const pressed = mouse(Number(button), end);
        if (pressed !== null)
          news.push({ kind: 'mouse', button: pressed, column: Number(column), row: Number(row) });
      }
      return '';
    });
  const rest = begun.exec(typed)?.[0] ?? '';
  return { typed: rest === '' ? typed : typed.slice(0, -rest.length), news, rest };
}

/** Presses of the first button, and the wheel; everything else a mouse does is nothing here. */
function mouse(button: number, end: string): 'press' | 'wheel-up' | 'wheel-down' | null {
  if (end === 'm') return null;
  if (button === 0) return 'press';
  if (button === 64) return 'wheel-up';
  return button === 65 ? 'wheel-down' : null;
}
