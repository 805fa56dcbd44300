import type { Globals, Input } from '@lifeboat/core';
import { type ThemeName, themeNames } from '../theme/styles.ts';
import { uiFlags } from './ui-flags.ts';

/** How a person wants the terminal UI. */
export type AppOptions = {
  /** Null: by what the terminal tells. */
  theme: ThemeName | null;
  color: boolean;
  ascii: boolean;
  mouse: boolean;
  alternateScreen: boolean;
  screenReader: boolean;
  reducedMotion: boolean;
  readOnly: boolean;
};

/** Options from the flags of the line, and what the environment says beside them. */
export function appOptions(
  input: Input,
  globals: Globals,
  environment: Readonly<Record<string, string | undefined>>,
): AppOptions {
  const theme = input.text(uiFlags.theme.name) as ThemeName | null;
  return {
    theme: theme ?? themeOf(environment.LIFEBOAT_THEME),
    color: globals.color,
    ascii: input.has(uiFlags.ascii.name),
    mouse: input.has(uiFlags.mouse.name),
    alternateScreen: !input.has(uiFlags.noAltScreen.name),
    // A dumb terminal cannot be drawn on; what is said it shows.
    screenReader:
      input.has(uiFlags.screenReader.name) ||
      isSet(environment.ACCESSIBLE) ||
      environment.TERM === 'dumb',
    reducedMotion: input.has(uiFlags.reducedMotion.name) || isSet(environment.REDUCED_MOTION),
    readOnly: globals.readOnly,
  };
}

function themeOf(value: string | undefined): ThemeName | null {
  return themeNames.find((name) => name === value) ?? null;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
