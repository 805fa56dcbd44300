import type { Spans } from '../format/spans.ts';

/** Rows, with empty ones below up to a height. */
export function filledRows(rows: readonly Spans[], height: number): Spans[] {
  const missing = Math.max(0, height - rows.length);
  return [...rows.slice(0, height), ...Array.from({ length: missing }, (): Spans => [])];
}
