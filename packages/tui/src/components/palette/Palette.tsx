import { commandName, knownNames, noNames } from '@lifeboat/core';
import { Box } from 'ink';
import { useEffect, useState } from 'react';
import { useSession, useTheme } from '../../app/session-context.ts';
import { fit, restyled, type Span, safe, span } from '../../format/spans.ts';
import type { Size } from '../../screens/screen.ts';
import type { Theme } from '../../theme/theme.ts';
import { fieldSpans } from '../field-spans.ts';
import { windowAround } from '../list-window.ts';
import { Rows } from '../Rows.tsx';
import { type FieldKey, useTextField } from '../use-text-field.ts';
import {
  candidates,
  commonStart,
  completed,
  namesWanted,
  tuiCommands,
  wordsOf,
} from './candidates.ts';

const mostShown = 10;

/** Any command line of the grammar, typed with completion: tab completes, up and down choose, enter runs. */
export function Palette({ size, begun, at }: { size: Size; begun: string; at: number }) {
  const { overlay, lifeboat, act } = useSession();
  const theme = useTheme();
  const [line, setLine] = useState({ text: begun, at });
  const [chosen, setChosen] = useState(-1);
  const [names, setNames] = useState(noNames);
  // What is completed is the word at the cursor; what stands behind it stays.
  const head = line.text.slice(0, line.at);
  const tail = line.text.slice(line.at);
  const wanted = namesWanted(head);
  useEffect(() => {
    if (wanted === null) return;
    let isOver = false;
    knownNames(lifeboat, wanted).then(
      (known) => {
        if (!isOver) setNames(known);
      },
      // Without names the rest of the line still completes.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [lifeboat, wanted]);
  const found = candidates(head, names);
  const marked = Math.min(chosen, found.length - 1);

  const take = (text: string): void => {
    const rest = text.endsWith(' ') ? tail.trimStart() : tail;
    setLine({ text: text + rest, at: text.length });
    setChosen(-1);
  };
  const run = (): void => {
    const choice = found[marked];
    if (choice !== undefined) {
      take(completed(head, choice));
      return;
    }
    const text = line.text.trim();
    overlay.set(null);
    if (text !== '') act(text);
  };
  const tab = (): void => {
    const choice = found[marked] ?? (found.length === 1 ? found[0] : undefined);
    const common = commonStart(found);
    const typed = wordsOf(head).at(-1) ?? '';
    if (choice !== undefined) take(completed(head, choice));
    else if (common.length > typed.length && common.startsWith(typed))
      take(head.slice(0, head.length - typed.length) + common);
    else setChosen(found.length > 0 ? 0 : -1);
  };
  const onKey = (key: FieldKey): void => {
    switch (key) {
      case 'enter':
        run();
        break;
      case 'esc':
        if (chosen >= 0) setChosen(-1);
        else overlay.set(null);
        break;
      case 'tab':
        tab();
        break;
      case 'down':
        setChosen(Math.min(found.length - 1, marked + 1));
        break;
      case 'up':
      case 'shift+tab':
        setChosen(Math.max(-1, marked - 1));
        break;
      default:
        key satisfies never;
    }
  };
  useTextField({
    line,
    change(next) {
      setLine(next);
      setChosen(-1);
    },
    onKey,
    isActive: true,
  });

  const height = Math.min(mostShown, size.rows - 4);
  const { first } = windowAround({
    count: found.length,
    cursor: Math.max(0, marked),
    first: 0,
    height,
  });
  const width = size.columns;
  const valueWidth = Math.min(
    Math.floor(width / 2),
    Math.max(12, ...found.slice(first, first + height).map(({ value }) => value.length)),
  );
  const rows = found.slice(first, first + height).map(({ value, summary }, at): Span[] => {
    const isMarked = first + at === marked;
    const row = [
      span(isMarked ? ` ${theme.glyphs.cursor} ` : '   '),
      ...fit([span(safe(value, theme), 'key')], valueWidth, theme),
      span('  '),
      span(safe(summary, theme), 'quiet'),
    ];
    return isMarked ? restyled(fit(row, width, theme), 'selected') : fit(row, width, theme);
  });
  const usage = usageOf(line.text, theme);
  const drawn: Span[][] = [
    [span(theme.glyphs.rule.repeat(width), 'rule')],
    ...rows,
    fit([span(` ${usage}`, 'quiet')], width, theme),
    fit([span(' :', 'key'), ...fieldSpans(line, width - 4, theme)], width, theme),
  ];
  return (
    <Box position="absolute" top={size.rows - drawn.length} left={0} width={width}>
      <Rows rows={drawn} height={drawn.length} theme={theme} />
    </Box>
  );
}

/** What the command being typed takes; how the palette works while none is. */
function usageOf(text: string, { glyphs }: Theme): string {
  const words = wordsOf(text);
  const command = tuiCommands
    .filter(({ path }) => path.every((word, at) => words[at] === word))
    .toSorted((one, other) => other.path.length - one.path.length)[0];
  if (command === undefined) {
    const { up, down, dot } = glyphs;
    return ['tab completes', `${up} ${down} choose`, 'enter runs', 'esc closes'].join(` ${dot} `);
  }
  const args = command.arguments.map(({ name, required, many }) => {
    const shown = `<${name}>${many ? glyphs.more : ''}`;
    return required ? shown : `[${shown}]`;
  });
  return [commandName(command), ...args].join(' ') + (command.flags.length > 0 ? '  --' : '');
}
