import { type Span, span } from '../../format/spans.ts';
import type { KeySection } from '../../keys/binding.ts';
import type { Theme } from '../../theme/theme.ts';
import { keyLabel } from '../bottom-lines.ts';

const keysWidth = 18;

/** All keys of some places, one a row, under their titles. */
export function helpRows(sections: readonly KeySection[], theme: Theme): Span[][] {
  return sections.flatMap(({ title, bindings }, at): Span[][] => [
    ...(at === 0 ? [] : [[]]),
    [span(title, 'title')],
    ...bindings.map(({ keys, does }) => {
      const names = keys.map((name) => keyLabel(name, theme)).join(', ');
      return [span(`  ${names.padEnd(keysWidth)}`, 'key'), span(` ${does}`)];
    }),
  ]);
}
