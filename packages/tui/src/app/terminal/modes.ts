import type { Clock } from '@lifeboat/core';
import type { Output } from '../../cli/look.ts';

/** What the app switches on in a terminal beside what Ink does, and off again. */
export type Modes = {
  enter(): void;
  /** Twice does no harm. */
  leave(): void;
  /** Takes the last picture away where it would stay: call after the last frame. */
  clean(): void;
  /** The terminal told its background. */
  answered(): void;
  /** Resolves when nothing is to come that the shell would take for typed; soon in any case. */
  settled(): Promise<void>;
};

const esc = '\u001b';
// Source: xterm control sequences. 1004: tell when focused or not. 1000+1006: tell presses and wheel.
const focusOn = `${esc}[?1004h`;
const focusOff = `${esc}[?1004l`;
const mouseOn = `${esc}[?1000h${esc}[?1006h`;
const mouseOff = `${esc}[?1006l${esc}[?1000l`;
/** Asks for the background colour; terminals that do not know it say nothing. */
const askBackground = `${esc}]11;?${esc}\\`;
const homeAndEraseDown = `${esc}[H${esc}[J`;

/** A terminal that answers does so within this, also far away. Milliseconds. */
const answersWithinMs = 250;

/**
 * Focus always, the mouse only where it was asked for: with it the terminal's own marking of text
 * stops working.
 */
export function createModes(
  stdout: Output,
  options: { mouse: boolean; background: boolean; alternateScreen: boolean; clock: Clock },
): Modes {
  const { mouse, background, alternateScreen, clock } = options;
  const answer = new AbortController();
  let isIn = false;
  let askedAt: number | null = null;
  return {
    enter() {
      if (isIn) return;
      isIn = true;
      const asks = background && askedAt === null;
      if (asks) askedAt = clock.monotonic();
      stdout.write(`${focusOn}${mouse ? mouseOn : ''}${asks ? askBackground : ''}`);
    },
    leave() {
      if (!isIn) return;
      isIn = false;
      stdout.write(`${mouse ? mouseOff : ''}${focusOff}`);
    },
    clean() {
      // A frame is as high as the terminal, so this is the frame and nothing else.
      if (!alternateScreen) stdout.write(homeAndEraseDown);
    },
    answered: () => answer.abort(),
    async settled() {
      if (askedAt === null) return;
      const left = askedAt + answersWithinMs - clock.monotonic();
      if (left > 0) await clock.sleep(left, answer.signal).catch(() => undefined);
    },
  };
}
