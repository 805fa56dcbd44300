import type { Output } from '../../cli/look.ts';

/** What the app switches on in a terminal beside what Ink does, and off again. */
export type Modes = {
  enter(): void;
  leave(): void;
};

const esc = '\u001b';
// Source: xterm control sequences. 1004: tell when focused or not. 1000+1006: tell presses and wheel.
const focusOn = `${esc}[?1004h`;
const focusOff = `${esc}[?1004l`;
const mouseOn = `${esc}[?1000h${esc}[?1006h`;
const mouseOff = `${esc}[?1006l${esc}[?1000l`;
/** Asks for the background colour; terminals that do not know it say nothing. */
const askBackground = `${esc}]11;?${esc}\\`;

/**
 * Focus always, the mouse only where it was asked for: with it the terminal's own marking of text
 * stops working. Leaving twice does no harm.
 */
export function createModes(
  stdout: Output,
  { mouse, background }: { mouse: boolean; background: boolean },
): Modes {
  let isIn = false;
  let asks = background;
  return {
    enter() {
      if (isIn) return;
      isIn = true;
      stdout.write(`${focusOn}${mouse ? mouseOn : ''}${asks ? askBackground : ''}`);
      asks = false;
    },
    leave() {
      if (!isIn) return;
      isIn = false;
      stdout.write(`${mouse ? mouseOff : ''}${focusOff}`);
    },
  };
}
