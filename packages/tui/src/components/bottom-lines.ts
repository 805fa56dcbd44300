import { fit, type Span, span, spread, widthOf } from '../format/spans.ts';
import type { Binding } from '../keys/binding.ts';
import type { Theme } from '../theme/theme.ts';

/**
 * The last line: the keys of where one is, and on the right the command line that does the same.
 * What does not fit is left out from the end of the keys; `?`, which has them all, is always there.
 */
export function keysLine(
  bindings: readonly Binding[],
  line: string,
  { columns, theme }: { columns: number; theme: Theme },
): Span[] {
  const right = line === '' ? [] : [span('  '), span(line, 'strong')];
  const room = columns - Math.min(widthOf(right), Math.floor(columns / 2)) - 1;
  const left: Span[] = [span(' ')];
  const help = bindings
    .filter(({ action }) => action === 'help')
    .flatMap((one) => hintOf(one, theme));
  let kept = widthOf(help);
  let isFull = false;
  for (const binding of bindings) {
    const isHelp = binding.action === 'help';
    const part = hintOf(binding, theme);
    if (isHelp) kept = 0;
    else isFull ||= widthOf(left) + widthOf(part) + kept > room;
    if (isHelp || !isFull) left.push(...part);
  }
  return spread(
    left,
    fit(right, Math.min(widthOf(right), columns - widthOf(left)), theme),
    columns,
    theme,
  );
}

function hintOf({ keys, hint }: Binding, theme: Theme): Span[] {
  if (hint === undefined) return [];
  return [span(keyLabel(keys[0] ?? '', theme), 'key'), span(` ${hint}  `)];
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
