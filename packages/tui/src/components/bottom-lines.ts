import { fit, type Span, span, spread, widthOf } from '../format/spans.ts';
import type { Binding } from '../keys/binding.ts';
import type { Theme } from '../theme/theme.ts';

/**
 * The last line: the keys of where one is, and on the right the command line that does the same.
 * What does not fit is left out from the end of the keys; `?` has them all.
 */
export function keysLine(
  bindings: readonly Binding[],
  line: string,
  { columns, theme }: { columns: number; theme: Theme },
): Span[] {
  const right = line === '' ? [] : [span('  '), span(line, 'strong')];
  const room = columns - Math.min(widthOf(right), Math.floor(columns / 2)) - 1;
  const left: Span[] = [span(' ')];
  for (const { keys, hint } of bindings) {
    if (hint === undefined) continue;
    const name = keyLabel(keys[0] ?? '', theme);
    const part = [span(name, 'key'), span(` ${hint}  `)];
    if (widthOf(left) + widthOf(part) > room) break;
    left.push(...part);
  }
  return spread(
    left,
    fit(right, Math.min(widthOf(right), columns - widthOf(left)), theme),
    columns,
    theme,
  );
}

/** A key as people know it. */
export function keyLabel(name: string, theme: Theme): string {
  const { enter, up, down } = theme.glyphs;
  switch (name) {
    case 'enter':
      return enter;
    case 'up':
      return up;
    case 'down':
      return down;
    default:
      return name.replace('ctrl+', 'ctrl-').replace('shift+', 'shift-');
  }
}
