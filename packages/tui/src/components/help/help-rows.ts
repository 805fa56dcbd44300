import { wrap } from '../../cli/text.ts';
import { fit, type Span, span } from '../../format/spans.ts';
import type { KeySection } from '../../keys/binding.ts';
import type { Theme } from '../../theme/theme.ts';
import { keyLabel } from '../bottom-lines.ts';

const keysWidth = 18;
const indent = 2;
/** Below this two columns are too narrow to be read. */
const twoColumnsFrom = 104;
const gap = 2;

/** All keys of some places under their titles, in as many columns as are readable. */
export function helpRows(
  sections: readonly KeySection[],
  { width, theme }: { width: number; theme: Theme },
): Span[][] {
  if (width < twoColumnsFrom) return joined(sections.map((one) => sectionRows(one, width, theme)));
  const column = Math.floor((width - gap) / 2);
  const drawn = sections.map((one) => sectionRows(one, column, theme));
  const [left, right] = halves(drawn);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => [
    ...fit(left[at] ?? [], column, theme),
    span(' '.repeat(gap)),
    ...(right[at] ?? []),
  ]);
}

function sectionRows({ title, bindings }: KeySection, width: number, theme: Theme): Span[][] {
  const start = indent + keysWidth + 1;
  return [
    [span(title, 'title')],
    ...bindings.flatMap(({ keys, does }) => {
      const names = keys.map((name) => keyLabel(name, theme)).join(', ');
      return wrap(does, width - start).map((part, at): Span[] =>
        at === 0
          ? [...fit([span(' '.repeat(indent)), span(names, 'key')], start, theme), span(part)]
          : [span(' '.repeat(start)), span(part)],
      );
    }),
  ];
}

/** Sections with an empty row between them. */
function joined(sections: readonly Span[][][]): Span[][] {
  return sections.flatMap((rows, at) => (at === 0 ? rows : [[], ...rows]));
}

/** Whole sections in two columns, as even as their order allows. */
function halves(sections: readonly Span[][][]): [Span[][], Span[][]] {
  const ways = sections.map((_, at) => {
    const left = joined(sections.slice(0, at + 1));
    const right = joined(sections.slice(at + 1));
    return { left, right, height: Math.max(left.length, right.length) };
  });
  const best = ways.toSorted((one, other) => one.height - other.height)[0];
  return best === undefined ? [[], []] : [best.left, best.right];
}
