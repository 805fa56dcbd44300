import type { Tone } from '@lifeboat/core';
import type { Look } from '../cli/look.ts';
import { asciiGlyphs, type Glyphs, unicodeGlyphs } from './glyphs.ts';
import { looks, type Style, styled, type ThemeName } from './styles.ts';

/** How things look on this terminal. */
export type Theme = {
  name: ThemeName;
  glyphs: Glyphs;
  unicode: boolean;
  /** False for people who asked for reduced motion: nothing turns, times move in steps. */
  moves: boolean;
  paint(text: string, style: Style): string;
};

/** A theme by its name. */
export function createTheme(
  name: ThemeName,
  { unicode, moves }: { unicode: boolean; moves: boolean },
): Theme {
  const all = looks[name];
  return {
    name,
    glyphs: unicode ? unicodeGlyphs : asciiGlyphs,
    unicode,
    moves,
    paint: (text, style) => styled(text, all[style]),
  };
}

/** The sign of a tone; null where there is none. State is never colour alone. */
export function glyphOf(tone: Tone, { glyphs }: Theme): string | null {
  switch (tone) {
    case 'good':
      return glyphs.good;
    case 'warn':
      return glyphs.warn;
    case 'bad':
      return glyphs.bad;
    case 'busy':
      return glyphs.busy[0] ?? null;
    case 'quiet':
      return glyphs.none;
    case 'plain':
    case 'strong':
      return null;
    default:
      return tone satisfies never;
  }
}

/** The same theme for what the command line draws, at a width. */
export function lookFor(theme: Theme, columns: number): Look {
  return {
    columns,
    rows: null,
    color: theme.name !== 'none',
    unicode: theme.unicode,
    rewrites: true,
    styles: looks[theme.name],
  };
}
