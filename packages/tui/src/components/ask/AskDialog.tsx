import { Box } from 'ink';
import { useRef, useState } from 'react';
import type { Overlay } from '../../app/session.ts';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { wrap } from '../../cli/text.ts';
import { type Span, safe, span } from '../../format/spans.ts';
import { useTyped } from '../../keys/use-typed.ts';
import type { Size } from '../../screens/screen.ts';
import { framed } from '../framed.ts';
import { Rows } from '../Rows.tsx';

type Ask = Extract<NonNullable<Overlay>, { kind: 'ask' }>;

/** A question with two answers; Cancel is the one that enter gives first. */
export function AskDialog({ size, ask }: { size: Size; ask: Ask }) {
  const { overlay } = useSession();
  const theme = useTheme();
  // What is said may depend on what runs meanwhile.
  useNow();
  const [agrees, setAgrees] = useState(false);
  const [isTooFast, setTooFast] = useState(false);
  const isSeen = useRef(false);
  const close = (): void => overlay.set(null);
  /** Whoever agrees has seen the question: keys typed ahead, or a paste that nobody marked, have not. */
  const agree = (): void => {
    setTooFast(!isSeen.current);
    if (!isSeen.current) return;
    close();
    ask.act();
  };
  useTyped((typed) => {
    if (typed.kind !== 'key') return;
    if (typed.unseen !== true) isSeen.current = true;
    switch (typed.name) {
      case 'left':
      case 'right':
      case 'tab':
      case 'shift+tab':
      case 'h':
      case 'l':
        return setAgrees(!agrees);
      case 'esc':
      case 'n':
      case 'q':
        return close();
      case 'y':
        return agree();
      case 'enter':
        return agrees ? agree() : close();
    }
  }, true);
  const width = Math.min(size.columns - 4, 72);
  const said = typeof ask.words === 'function' ? ask.words() : ask.words;
  const all = said.flatMap((text) => wrap(safe(text, theme), width - 4));
  // The answers are always in sight.
  const room = size.rows - 4;
  const words = all.length <= room ? all : [...all.slice(0, room - 1), theme.glyphs.more];
  const rows: Span[][] = [
    ...words.map((text) => [span(text)]),
    [],
    [
      span('[ Cancel ]', agrees ? 'plain' : 'selected'),
      span('   '),
      span(`[ ${ask.agree} ]`, agrees ? 'selected' : 'plain'),
      isTooFast
        ? span('   Too fast: press it again', 'bad')
        : span(`   ${agrees ? '' : 'y agrees, tab moves'}`, 'quiet'),
    ],
  ];
  const drawn = framed(rows, { title: ask.title, width, style: 'strong', theme });
  const top = Math.max(0, Math.floor((size.rows - drawn.length) / 2));
  return (
    <Box position="absolute" top={top} left={Math.floor((size.columns - width) / 2)} width={width}>
      <Rows rows={drawn} height={Math.min(drawn.length, size.rows)} theme={theme} />
    </Box>
  );
}
