import type { Block } from '@lifeboat/core';
import type { Look } from './look.ts';
import { bullet, renderChecks, renderPlan } from './render-plan.ts';
import { renderFields, renderTable, showCell } from './render-table.ts';
import { clean, glyphOf, paint, widthOf, wrap } from './text.ts';

/** Sentences are not drawn wider than this, so that they can be read. */
const widestSentence = 100;

/** Blocks as text for a terminal or a pipe, ending in a newline; empty for nothing. */
export function render(blocks: readonly Block[], now: number, look: Look): string {
  const lines: string[] = [];
  let before: Block | null = null;
  for (const block of blocks) {
    const drawn = renderBlock(block, now, look);
    if (drawn.length === 0) continue;
    if (before !== null && needsSpace(before, block)) lines.push('');
    lines.push(...drawn);
    before = block;
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

const flowing: readonly Block['kind'][] = ['sentence', 'command', 'verbatim'];

/** Whether an empty line stands between two blocks: sentences and commands belong together. */
function needsSpace(before: Block, block: Block): boolean {
  if (before.kind === 'heading') return false;
  return !(flowing.includes(before.kind) && flowing.includes(block.kind));
}

function renderBlock(block: Block, now: number, look: Look): string[] {
  switch (block.kind) {
    case 'heading':
      return [paint(clean(block.text, look), 'strong', look)];
    case 'sentence':
      return renderSentence(block, look);
    case 'table':
      return renderTable(block, look);
    case 'fields':
      return renderFields(block, look);
    case 'list':
      return block.items.flatMap((item) => {
        const cell = showCell(item, look);
        return bullet(cell.text, look).map((line) => paint(line, cell.tone, look));
      });
    case 'checks':
      return renderChecks(block.checks, look);
    case 'plan':
      return renderPlan(block.plan, now, look);
    case 'command':
      // Never wrapped: it is there to be copied.
      return [`  ${clean(block.line, look)}`];
    case 'verbatim':
      return [block.text.replace(/\n$/, '')];
    default:
      return block satisfies never;
  }
}

function renderSentence(block: Extract<Block, { kind: 'sentence' }>, look: Look): string[] {
  const glyph = glyphOf(block.tone, look);
  const lead = glyph === null ? '' : `${glyph} `;
  const indent = widthOf(lead);
  const room = look.columns === null ? null : Math.min(look.columns, widestSentence) - indent;
  return wrap(clean(block.text, look), room).map((part, at) =>
    paint((at === 0 ? lead : ' '.repeat(indent)) + part, block.tone, look),
  );
}
