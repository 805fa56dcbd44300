import type { Tone } from '@lifeboat/core';
import stringWidth from 'fast-string-width';
import { clean } from '../cli/text.ts';
import type { Style } from '../theme/styles.ts';
import type { Theme } from '../theme/theme.ts';
import { isOneCellEach } from './plain-cells.ts';

/** A piece of a row: text of one style. */
export type Span = { text: string; style: Style };

/** A row of the screen, before it is painted. */
export type Spans = readonly Span[];

/** One piece; plain unless a style is given. */
export function span(text: string, style: Style = 'plain'): Span {
  return { text, style };
}

/** Cells that a row takes. */
export function widthOf(spans: Spans): number {
  return spans.reduce((sum, { text }) => sum + widthOfText(text), 0);
}

function widthOfText(text: string): number {
  return isOneCellEach(text) ? text.length : stringWidth(text);
}

/** The row at exactly this width: cut with a sign where something is missing, filled with spaces. */
export function fit(spans: Spans, width: number, theme: Theme): Span[] {
  const fitted = cutTo(spans, width, theme);
  const space = width - widthOf(fitted);
  return space > 0 ? [...fitted, span(' '.repeat(space))] : fitted;
}

/** The row at most this wide. */
export function cutTo(spans: Spans, width: number, theme: Theme): Span[] {
  if (widthOf(spans) <= width) return [...spans];
  const more = theme.glyphs.more;
  let room = width - stringWidth(more);
  if (room < 0) return [span('.'.repeat(Math.max(0, width)), 'quiet')];
  const kept: Span[] = [];
  for (const each of spans) {
    const text = startOf(each.text, room);
    if (text !== '') kept.push({ ...each, text });
    room -= stringWidth(text);
    if (text !== each.text) break;
  }
  return [...kept, span(more, kept.at(-1)?.style ?? 'plain')];
}

function startOf(text: string, room: number): string {
  let width = 0;
  let end = 0;
  for (const character of text) {
    width += stringWidth(character);
    if (width > room) return text.slice(0, end);
    end += character.length;
  }
  return text;
}

/** Left and right on one row; the left one gives way. */
export function spread(left: Spans, right: Spans, width: number, theme: Theme): Span[] {
  const rightWidth = widthOf(right);
  if (rightWidth >= width) return fit(right, width, theme);
  return [...fit(left, width - rightWidth, theme), ...right];
}

/** The first of some texts that fits into `width`, from the longest on; the last where none does. */
export function fitting(width: number, ...texts: readonly string[]): string {
  return texts.find((text) => stringWidth(text) <= width) ?? texts.at(-1) ?? '';
}

/** The painted row. */
export function paintSpans(spans: Spans, theme: Theme): string {
  return spans.map(({ text, style }) => theme.paint(text, style)).join('');
}

/** The row all in one style, as under the cursor: what was coloured says itself by sign and word. */
export function restyled(spans: Spans, style: Style): Span[] {
  return [span(spans.map(({ text }) => text).join(''), style)];
}

/** Foreign text, safe to draw: Azure's words may hold anything. */
export function safe(text: string, theme: Theme): string {
  const columns = null;
  const look = { columns, rows: null, color: false, unicode: theme.unicode, rewrites: true };
  return clean(text, look);
}

/** A piece of foreign text in a tone. */
export function safeSpan(text: string, theme: Theme, style: Style | Tone = 'plain'): Span {
  return span(safe(text, theme), style);
}
