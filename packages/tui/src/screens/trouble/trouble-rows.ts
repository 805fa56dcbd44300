import type { LifeboatError } from '@lifeboat/core';
import { reportLines } from '../../components/blocks.ts';
import { paintSpans, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';

/** What cannot be read. */
export type Trouble = 'configuration' | 'store';

/** Every problem whole, place by place, and what helps; as painted lines. */
export function troubleRows(
  problems: readonly LifeboatError[],
  trouble: Trouble,
  { now, columns, theme }: { now: number; columns: number; theme: Theme },
): string[] {
  const at = { now, columns: columns - 4, theme };
  const told = problems.flatMap((error, index) => [
    ...(index === 0 ? [] : ['']),
    ...reportLines({ data: {}, blocks: [], error }, at),
  ]);
  const ways = waysOn(trouble).map(([key, does]) =>
    paintSpans([span(key, 'key'), span(`  ${does}`)], theme),
  );
  return ['', ...told, '', ...ways].map((line) => (line === '' ? '' : `  ${line}`));
}

function waysOn(trouble: Trouble): [string, string][] {
  const always: [string, string][] = [
    ['y', 'copies the path'],
    ['D', 'checks this Lifeboat'],
  ];
  switch (trouble) {
    case 'configuration':
      return [
        ['r', 'reads it again; a change is noticed by itself'],
        ...always,
        ['f', 'shows the fleet as far as the store knows it'],
        ['i', 'brings one service back now, by its resource id'],
      ];
    case 'store':
      return [['r', 'reads it again'], ...always];
    default:
      return trouble satisfies never;
  }
}
