import { wrap } from '../../cli/text.ts';
import { keyLabel } from '../../components/bottom-lines.ts';
import { type Span, safe, span, spread, widthOf } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { demoLine, introduction } from './first-run-words.ts';

/** `short` says the same where there is little room. */
type Choice = { key: string; does: string; short: string; line: string };

const choices: readonly Choice[] = [
  {
    key: 'enter',
    does: 'Begin: sign in and choose what to keep safe',
    short: 'Begin',
    line: 'apim init',
  },
  {
    key: 'c',
    does: 'New machine, old backups: rebuild from them',
    short: 'From old backups',
    line: 'apim init --from-storage URL',
  },
  {
    key: 'i',
    does: 'Bring one service back right now',
    short: 'Bring one service back',
    line: 'apim recover RESOURCE-ID',
  },
];

/** Beyond this a line is hard to read. Cells. */
const widest = 100;

/** What is seen before there is a configuration: in words where there is room, else what one can do. */
export function firstRunRows(
  path: string,
  { columns, height, theme }: { columns: number; height: number; theme: Theme },
): Span[][] {
  const width = Math.min(widest, columns - 4);
  const whole = rowsOf(introduction, true, { path, width, theme });
  const rows =
    whole.length <= height
      ? whole
      : rowsOf(introduction.slice(0, 1), false, { path, width, theme });
  return rows.map((row) => (row.length === 0 ? [] : [span('  '), ...row]));
}

function rowsOf(
  sentences: readonly string[],
  isRoomy: boolean,
  { path, width, theme }: { path: string; width: number; theme: Theme },
): Span[][] {
  const text = (words: string): Span[][] => wrap(safe(words, theme), width).map((l) => [span(l)]);
  const gap: Span[][] = isRoomy ? [[]] : [];
  return [
    ...gap,
    ...sentences.flatMap(text),
    [],
    ...text('There is no configuration yet. It would be written to'),
    ...wrap(safe(path, theme), width - 2).map((line) => [span(`  ${line}`, 'strong')]),
    ...gap,
    ...choices.flatMap((choice) => [...gap, choiceRow(choice, width, theme)]),
    ...gap,
    ...gap,
    demoRow(width),
  ];
}

/** Key, words, and the line that does the same. */
function choiceRow({ key, does, short, line }: Choice, width: number, theme: Theme): Span[] {
  const label = keyLabel(key, theme);
  const start = [span(label, 'key'), span(' '.repeat(Math.max(1, 6 - label.length)))];
  const right = [span(line, 'quiet')];
  const fits = widthOf(start) + does.length + 2 + line.length <= width;
  return spread([...start, span(fits ? does : short, 'strong')], right, width, theme);
}

function demoRow(width: number): Span[] {
  const whole = 'To look around without Azure, in a checkout of Lifeboat:  ';
  const fits = whole.length + demoLine.length <= width;
  return [
    span(fits ? whole : 'Without Azure, in a checkout:  ', 'quiet'),
    span(demoLine, 'strong'),
  ];
}
