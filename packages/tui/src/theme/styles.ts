import { styleText } from 'node:util';
import type { Tone } from '@lifeboat/core';

/** What a piece of text is on the screen; a theme says how that looks. */
export type Style =
  | Tone
  /** The name of the screen, and of the program. */
  | 'title'
  /** A key one may press. */
  | 'key'
  /** Lines that divide. */
  | 'rule'
  /** The row under the cursor, and the button that enter presses. */
  | 'selected'
  /** What belongs to production. */
  | 'production'
  /** The part of a bar or strip that is filled. */
  | 'filled';

/** SGR attributes by Node's names; only the terminal's own 16 colours, so that its palette decides. */
type Look = Parameters<typeof styleText>[0] | null;

/** The themes a person can choose; `none` uses no colour and no attribute at all. */
export const themeNames = ['dark', 'light', 'high-contrast', 'none'] as const;

/** One of {@link themeNames}. */
export type ThemeName = (typeof themeNames)[number];

const dark: Readonly<Record<Style, Look>> = {
  plain: null,
  good: 'green',
  warn: 'yellow',
  bad: 'red',
  busy: 'cyan',
  quiet: 'dim',
  strong: 'bold',
  title: 'bold',
  key: ['bold', 'cyan'],
  rule: 'dim',
  selected: 'inverse',
  production: ['bold', 'magenta'],
  filled: 'cyan',
};

// Yellow and cyan can hardly be read on white (facts/peers.md B2, "light theme unreadable").
const light: Readonly<Record<Style, Look>> = {
  ...dark,
  warn: ['bold', 'magenta'],
  busy: 'blue',
  key: ['bold', 'blue'],
  production: ['bold', 'red'],
  filled: 'blue',
};

// Nothing dimmed, and every state by weight or line beside its colour.
const highContrast: Readonly<Record<Style, Look>> = {
  ...dark,
  good: ['bold', 'green'],
  warn: ['bold', 'underline', 'yellow'],
  bad: ['bold', 'inverse', 'red'],
  busy: ['bold', 'cyan'],
  quiet: null,
  rule: null,
  key: ['bold', 'underline'],
  selected: ['bold', 'inverse'],
  production: ['bold', 'inverse', 'magenta'],
  filled: ['bold', 'cyan'],
};

const none: Readonly<Record<Style, Look>> = {
  plain: null,
  good: null,
  warn: null,
  bad: null,
  busy: null,
  quiet: null,
  strong: null,
  title: null,
  key: null,
  rule: null,
  selected: null,
  production: null,
  filled: null,
};

/** How each style looks in each theme. */
export const looks: Readonly<Record<ThemeName, Readonly<Record<Style, Look>>>> = {
  dark,
  light,
  'high-contrast': highContrast,
  none,
};

/** The text with the attributes of a look around it. */
export function styled(text: string, look: Look): string {
  return look === null || text === '' ? text : styleText(look, text, { validateStream: false });
}
