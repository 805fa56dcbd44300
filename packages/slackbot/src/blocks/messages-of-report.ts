import type { Block, LifeboatError, Report } from '@lifeboat/core';
import { saysAlready } from '@lifeboat/core';
import type { KnownBlock } from '@slack/types';
import type { SlackMessage } from './check-limits.ts';
import { cut } from './escape.ts';
import { longestFallback, longestText, mostBlocks, mostSerialised } from './limits.ts';
import { linesOfBlock } from './lines-of-block.ts';

/** A report as messages in order, none of them too long for Slack; at least one. */
export function messagesOfReport({ blocks, error }: Report, now: number): SlackMessage[] {
  const all = error === null ? blocks : [...blocks, ...errorBlocks(error)];
  return messagesOfBlocks(all, now);
}

/** The same of blocks alone. */
export function messagesOfBlocks(blocks: readonly Block[], now: number): SlackMessage[] {
  const texts = blocks.flatMap((block) => sections(linesOfBlock(block, now)));
  const messages: SlackMessage[] = [];
  let open: KnownBlock[] = [];
  for (const text of texts.length === 0 ? ['Done.'] : texts) {
    const next: KnownBlock = { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
    if (open.length === mostBlocks || JSON.stringify([...open, next]).length > mostSerialised) {
      messages.push(messageOf(open));
      open = [];
    }
    open.push(next);
  }
  return [...messages, messageOf(open)];
}

/** An error for people: what happened, what Azure said, what to do next. */
export function errorBlocks(error: LifeboatError): Block[] {
  const { azure, hint, message } = error;
  const blocks: Block[] = [{ kind: 'sentence', text: message, tone: 'bad' }];
  if (azure !== null) {
    const what = [azure.status, azure.code].filter((part) => part !== null).join(' ');
    const words = saysAlready(message, azure) ? '' : `: ${azure.message}`;
    blocks.push({ kind: 'sentence', text: `Azure (${what})${words}`, tone: 'plain' });
    if (azure.requestId !== null)
      blocks.push({ kind: 'sentence', text: `Request id ${azure.requestId}`, tone: 'quiet' });
  }
  if (hint !== null) blocks.push({ kind: 'sentence', text: hint, tone: 'plain' });
  return blocks;
}

/** Lines put together as long as Slack takes them in one text. */
function sections(lines: readonly string[]): string[] {
  const found: string[] = [];
  for (const line of lines.map((line) => cut(line, longestText))) {
    if (line.trim() === '') continue;
    const last = found.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= longestText)
      found[found.length - 1] = `${last}\n${line}`;
    else found.push(line);
  }
  return found;
}

function messageOf(blocks: KnownBlock[]): SlackMessage {
  const texts = blocks.flatMap((block) =>
    block.type === 'section' && block.text !== undefined ? [block.text.text] : [],
  );
  return { text: cut(texts.join('\n'), longestFallback), blocks };
}
