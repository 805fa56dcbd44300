import { Box } from 'ink';
import { useState } from 'react';
import { useSession, useTheme } from '../../app/session-context.ts';
import { span } from '../../format/spans.ts';
import { useTyped } from '../../keys/use-typed.ts';
import type { Size } from '../../screens/screen.ts';
import { useShown } from '../../screens/use-shown.ts';
import { framed } from '../framed.ts';
import { Rows } from '../Rows.tsx';
import { useEntry } from '../use-kept.ts';
import { helpRows } from './help-rows.ts';
import { helpSections } from './help-sections.ts';

/** Wider lines are hard to follow. */
const widest = 132;

/** The keys of where one is, from the table that binds them. */
export function HelpPage({ size }: { size: Size }) {
  const { overlay, lifeboat } = useSession();
  const theme = useTheme();
  const { title, keys, alsoKeys } = useShown(useEntry());
  const width = Math.min(size.columns, widest);
  const all = [
    ...helpRows(helpSections({ title, keys, ...(alsoKeys && { alsoKeys }) }), {
      width: width - 4,
      theme,
    }),
    [],
    [span(`The log is ${lifeboat.places.log}`, 'quiet')],
    [span(`The configuration is ${lifeboat.places.configuration}`, 'quiet')],
  ];
  const room = size.rows - 2;
  const [first, setFirst] = useState(0);
  const last = Math.max(0, all.length - room);
  useTyped((typed) => {
    if (typed.kind !== 'key') return;
    const move = (rows: number): void => setFirst(Math.min(last, Math.max(0, first + rows)));
    switch (typed.name) {
      case 'down':
      case 'j':
        return move(1);
      case 'up':
      case 'k':
        return move(-1);
      case 'pagedown':
      case 'space':
      case 'ctrl+d':
        return move(room);
      case 'pageup':
      case 'ctrl+u':
        return move(-room);
      case 'g':
      case 'home':
        return setFirst(0);
      case 'G':
      case 'end':
        return setFirst(last);
      case 'esc':
      case '?':
      case 'q':
      case 'enter':
        return overlay.set(null);
    }
  }, true);
  const shown = all.slice(first, first + room);
  const more = last > 0 ? `, ${first + shown.length} of ${all.length}` : '';
  const rows = framed(shown, { title: `Keys  (esc closes${more})`, width, style: 'rule', theme });
  return (
    <Box position="absolute" top={0} left={Math.floor((size.columns - width) / 2)} width={width}>
      <Rows rows={rows} height={Math.min(rows.length, size.rows)} theme={theme} />
    </Box>
  );
}
