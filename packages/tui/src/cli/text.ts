import { stripVTControlCharacters, styleText } from 'node:util';
import type { Tone } from '@lifeboat/core';
import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Look } from './look.ts';

const asciiFor: Readonly<Record<string, string>> = {
  '·': '-',
  '–': '-',
  '—': '-',
  '…': '...',
  '→': '->',
  '×': 'x',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
};

/**
 * Text from anywhere, safe to print: no escape sequences or control characters (Azure's words and
 * blob names are not ours), and plain characters where the terminal cannot show others.
 */
export function clean(text: string, look: Look): string {
  const safe = stripVTControlCharacters(text)
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
  return look.unicode ? safe : safe.replace(/[·–—…→×“”‘’]/g, (found) => asciiFor[found] ?? '?');
}

/** Cells a terminal needs for the text. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** The text filled with spaces to a width. */
export function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + space : space + text;
}

/** The text in lines of at most this many cells; words are broken only where they do not fit. */
export function wrap(text: string, columns: number | null): string[] {
  if (columns === null) return [text];
  return wrapAnsi(text, Math.max(10, columns), { hard: true }).split('\n');
}

/** The text cut to a width, with an ellipsis where something is missing. */
export function cut(text: string, width: number, look: Look): string {
  if (widthOf(text) <= width) return text;
  const end = look.unicode ? '…' : '...';
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > width - widthOf(end)) break;
    kept += character;
  }
  return kept + end;
}

const styles = {
  plain: null,
  good: 'green',
  warn: 'yellow',
  bad: 'red',
  busy: 'cyan',
  quiet: 'dim',
  strong: 'bold',
} as const satisfies Record<Tone, string | null>;

/** The text in its tone's colour, from the terminal's own 16, where colour is wanted. */
export function paint(text: string, tone: Tone, look: Look): string {
  const style = (look.styles ?? styles)[tone];
  if (style === null || !look.color) return text;
  return styleText(style, text, { validateStream: false });
}

const glyphs: Readonly<Record<Tone, readonly [unicode: string, ascii: string] | null>> = {
  plain: null,
  good: ['✓', '+'],
  warn: ['!', '!'],
  bad: ['✗', 'x'],
  busy: ['◐', '*'],
  quiet: null,
  strong: null,
};

/** The sign in front of a text of this tone; null where there is none. State is never colour alone. */
export function glyphOf(tone: Tone, look: Look): string | null {
  return glyphs[tone]?.[look.unicode ? 0 : 1] ?? null;
}
