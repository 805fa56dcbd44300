import {
  type Block,
  type Cell,
  type Check,
  type LifeboatError,
  lossesTitle,
  type Plan,
  planRows,
  planTitle,
  type Tone,
} from '@lifeboat/core';
import { errorBlocks } from '../../cli/render-error.ts';
import { ended, type Said, sentence, spokenText } from './spoken-text.ts';

/** What is only a colour and a sign elsewhere, where it matters. */
const lead: Readonly<Partial<Record<Tone, string>>> = { bad: 'Error: ', warn: 'Attention: ' };

/** Blocks as lines that are read one after the other: no columns, no signs. */
export function spokenBlocks(blocks: readonly Block[], now: number): Said[] {
  return blocks.flatMap((block) => spokenBlock(block, now)).filter((line) => line !== '');
}

/** An error whole: what happened, what Azure said, what to do. */
export function spokenError(error: LifeboatError, now: number): Said[] {
  // A mark below a place in a line points at nothing when it is read.
  const blocks = errorBlocks(error).filter(({ kind }) => kind !== 'verbatim');
  const stopped = error.code === 'interrupted';
  // Whoever stopped it knows, and nothing failed.
  return spokenBlocks(stopped ? blocks.map(plainly) : blocks, now);
}

function plainly(block: Block): Block {
  return block.kind === 'sentence' ? { ...block, tone: 'plain' } : block;
}

function spokenBlock(block: Block, now: number): Said[] {
  switch (block.kind) {
    case 'heading':
      return [`${spokenText(block.text)}:`];
    case 'sentence':
      return [(lead[block.tone] ?? '') + sentence(block.text)];
    case 'table':
      return block.rows.map((row) => rowSentence(block.columns, row));
    case 'fields':
      return block.rows.map(({ name, value }) => field(name, textOf(value)));
    case 'list':
      return block.items.map((item) => ended(textOf(item)));
    case 'checks':
      return block.checks.map(checkSentence);
    case 'plan':
      return planSentences(block.plan, now);
    case 'command':
      return [{ whole: block.line.replaceAll('…', '...') }];
    case 'verbatim':
      return block.text
        .replace(/\n$/, '')
        .split('\n')
        .map((whole) => ({ whole }));
    default:
      return block satisfies never;
  }
}

/** The first cell is what the row is about; of the others each says its column. */
function rowSentence(columns: readonly { title: string }[], row: readonly Cell[]): string {
  const [first = '', ...rest] = row.map(textOf);
  const parts = rest.flatMap((text, at) => {
    const title = columns[at + 1]?.title ?? '';
    return isNothing(text) ? [] : [`${title.toLowerCase()} ${text}`];
  });
  return ended([first, ...parts].join(', '));
}

function field(name: string, value: string): string {
  return ended(`${name}: ${isNothing(value) ? 'none' : value}`);
}

function checkSentence({ name, verdict, measured, threshold, remedy }: Check): string {
  const wanted = threshold !== null && threshold !== measured ? `, wanted: ${threshold}` : '';
  const found = `${name}, ${verdict}: ${measured.replaceAll('\n', '; ')}${wanted}`;
  return [ended(found), ...(remedy === null ? [] : [sentence(remedy)])].join(' ');
}

function planSentences(plan: Plan, now: number): Said[] {
  const { fresh, checks, losses, rawCommand } = plan;
  return [
    sentence(planTitle(plan)),
    ...planRows(plan, now).map(({ name, value }) => field(name, value)),
    ...(fresh === null ? [] : [`Checks of ${fresh.service}:`, ...fresh.checks.map(checkSentence)]),
    ...(checks.length === 0 ? [] : [`Checks of ${plan.service}:`, ...checks.map(checkSentence)]),
    ...(losses.length === 0 ? [] : [`${spokenText(lossesTitle(plan))}:`, ...losses.map(sentence)]),
    'The same without Lifeboat:',
    { whole: rawCommand },
  ];
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function isNothing(text: string): boolean {
  return /^[\s–-]*$/.test(text);
}
