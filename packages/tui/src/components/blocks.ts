import type { Block, Report } from '@lifeboat/core';
import { wrapAnsi } from 'fast-wrap-ansi';
import { render } from '../cli/render.ts';
import { renderError } from '../cli/render-error.ts';
import { lookFor, type Theme } from '../theme/theme.ts';

type At = { now: number; columns: number; theme: Theme };

/** Blocks as painted lines at a width, drawn by what draws them on the command line. */
export function blockLines(blocks: readonly Block[], { now, columns, theme }: At): string[] {
  return linesOf(render(blocks, now, lookFor(theme, columns)), columns);
}

/** An answer as painted lines: what was found, then what went wrong. */
export function reportLines(report: Report, at: At): string[] {
  const found = blockLines(report.blocks, at);
  if (report.error === null) return found;
  const { now, columns, theme } = at;
  const error = linesOf(renderError(report.error, now, lookFor(theme, columns)), columns);
  return found.length === 0 ? error : [...found, '', ...error];
}

/** Lines that are never wrapped elsewhere, such as a command to copy, go on in the next one here. */
function linesOf(text: string, columns: number): string[] {
  if (text === '') return [];
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.flatMap((line) => wrapAnsi(line, columns, { hard: true, trim: false }).split('\n'));
}
