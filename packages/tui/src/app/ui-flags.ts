import type { FlagSpec } from '@lifeboat/core';
import { themeNames } from '../theme/styles.ts';

const flag = (name: string, summary: string): FlagSpec => ({ name, summary, value: null });

/** The flags of `apim` without a command, which opens the terminal UI. */
export const uiFlags = {
  theme: {
    name: 'theme',
    summary: 'Colours: dark, light, high-contrast or none (also LIFEBOAT_THEME)',
    value: { kind: 'choice', placeholder: 'NAME', choices: themeNames },
  },
  ascii: flag('ascii', 'Draw with plain characters only'),
  mouse: flag('mouse', 'Let clicks and the wheel move; marking text then wants shift'),
  noAltScreen: flag('no-alt-screen', 'Stay in the normal screen, so that its scrollback is kept'),
  screenReader: flag(
    'screen-reader',
    'Sentences one after the other, nothing redrawn (also ACCESSIBLE=1)',
  ),
  reducedMotion: flag(
    'reduced-motion',
    'Nothing turns, and times move in steps (also REDUCED_MOTION=1)',
  ),
} as const satisfies Record<string, FlagSpec>;

/** The same as a list, for the grammar. */
export const uiFlagList: readonly FlagSpec[] = Object.values(uiFlags);
