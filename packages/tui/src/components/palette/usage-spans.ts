import { commandName } from '@lifeboat/core';
import { type Span, safe, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { commandTyped } from './candidates.ts';
import { dangerWords } from './danger-words.ts';
import { typedWords } from './typed-words.ts';

/** What the command being typed takes and does; how the palette works while none is. */
export function usageSpans(text: string, theme: Theme): Span[] {
  const command = commandTyped(text);
  const { dot, up, down } = theme.glyphs;
  if (command === null) {
    const keys = ['tab completes', `${up} ${down} choose`, 'ctrl-p before', 'enter runs'];
    return [span([...keys, 'esc closes'].join(` ${dot} `), 'quiet')];
  }
  const args = command.arguments.map(({ name, required, many }) => {
    const shown = `<${name}>${many ? theme.glyphs.more : ''}`;
    return required ? shown : `[${shown}]`;
  });
  const flags = command.flags.length > 0 ? ['[--flags]'] : [];
  const usage = [commandName(command), ...args, ...flags].join(' ');
  const danger = dangerWords(command, typedWords(text).words);
  const does = danger ?? { text: safe(command.summary, theme), tone: 'quiet' as const };
  return [span(usage, 'quiet'), span('  '), span(does.text, does.tone)];
}
