import {
  type Block,
  type Cell,
  type Check,
  type CheckVerdict,
  lossesTitle,
  type Plan,
  planRows,
  planTitle,
  type Tone,
} from '@lifeboat/core';
import { escapeCode, escapeText } from './escape.ts';

const signs: Readonly<Record<Tone, string>> = {
  plain: '',
  good: '✓ ',
  warn: '! ',
  bad: '✗ ',
  busy: '◐ ',
  quiet: '',
  strong: '',
};

const verdicts: Readonly<Record<CheckVerdict, string>> = {
  pass: '✓',
  warn: '!',
  fail: '✗',
  skip: '–',
  unknown: '?',
};

/** A block of an answer as lines of mrkdwn, escaped; `now` for relative times. */
export function linesOfBlock(block: Block, now: number): string[] {
  switch (block.kind) {
    case 'heading':
      return [`*${escapeText(block.text)}*`];
    case 'sentence':
      return [cellText({ text: block.text, tone: block.tone })];
    case 'table':
      return block.rows.map((row) => tableRow(block.columns, row));
    case 'fields':
      return block.rows.map(({ name, value }) => `*${escapeText(name)}*  ${cellText(value)}`);
    case 'list':
      return block.items.map((item) => `• ${cellText(item)}`);
    case 'checks':
      return block.checks.flatMap(checkLines);
    case 'plan':
      return planLines(block.plan, now);
    case 'command':
      return [code(inSlack(block.line))];
    case 'verbatim':
      return block.text.split('\n').map(code);
    default:
      return block satisfies never;
  }
}

/** The first cell leads; the others follow with their titles, since phones show no columns. */
function tableRow(
  columns: readonly { title: string }[],
  [first = '', ...rest]: readonly Cell[],
): string {
  const others = rest.flatMap((cell, at) => {
    const text = cellText(cell);
    const title = columns[at + 1]?.title ?? '';
    return text === '' ? [] : [title === '' ? text : `${escapeText(title.toLowerCase())} ${text}`];
  });
  return [`*${cellText(first)}*`, ...others].join(' · ');
}

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return escapeText(cell);
  const text = escapeText(cell.text);
  if (text === '') return '';
  return `${signs[cell.tone]}${text}`;
}

function checkLines({ name, verdict, measured, threshold, remedy }: Check): string[] {
  const wanted = threshold === null || threshold === measured ? '' : ` (wanted: ${threshold})`;
  const line = `${verdicts[verdict]} *${escapeText(name)}*  ${escapeText(measured + wanted)}`;
  return remedy === null ? [line] : [line, `    → ${escapeText(remedy)}`];
}

function planLines(plan: Plan, now: number): string[] {
  const rows = planRows(plan, now).map(
    ({ name, value }) => `*${escapeText(name)}*  ${escapeText(value)}`,
  );
  const checks = [...(plan.fresh?.checks ?? []), ...plan.checks].flatMap(checkLines);
  const losses = plan.losses.map((loss) => `• ${escapeText(loss)}`);
  const lost = losses.length === 0 ? [] : [`*${lossesTitle(plan)}*`, ...losses];
  return [`*${escapeText(planTitle(plan))}*`, ...rows, ...checks, ...lost];
}

function code(line: string): string {
  return line.trim() === '' ? '' : `\`${escapeCode(line)}\``;
}

/** Command lines of the grammar are typed as `/apim …` here. */
function inSlack(line: string): string {
  return line.replace(/^apim(?=\s|$)/, '/apim');
}
