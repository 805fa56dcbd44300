import { Box } from 'ink';
import { useSession, useTheme } from '../app/session-context.ts';
import { span } from '../format/spans.ts';
import { useTyped } from '../keys/use-typed.ts';
import type { Size } from '../screens/screen.ts';
import { Rows } from './Rows.tsx';

/** Below this no screen says anything useful. Cells. */
export const leastSize: Size = { columns: 60, rows: 15 };

/** One sentence, as far as it fits. */
export function TooSmall({ size }: { size: Size }) {
  const theme = useTheme();
  const session = useSession();
  useTyped((typed) => {
    // There is no room to ask.
    if (typed.kind === 'key' && typed.name === 'q') session.leave({ kind: 'quit' });
  }, true);
  const { columns, rows } = size;
  const text = `Lifeboat needs ${leastSize.columns}x${leastSize.rows}, this is ${columns}x${rows}. q quits.`;
  return (
    <Box width={Math.max(1, columns)} height={Math.max(1, rows)} overflow="hidden">
      <Rows
        rows={broken(text, Math.max(1, columns)).map((line) => [span(line)])}
        height={Math.max(1, rows)}
        theme={theme}
      />
    </Box>
  );
}

/** Words on lines of this width; a longer one is cut. */
function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.slice(0, width));
  }
  return lines;
}
