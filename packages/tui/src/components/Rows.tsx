import { Box } from 'ink';
import { paintSpans, type Spans } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';
import { Row } from './Row.tsx';

/** Rows one below the other, at most `height` of them, filled up with empty ones. */
export function Rows({
  rows,
  height,
  theme,
}: {
  rows: readonly (Spans | string)[];
  height: number;
  theme: Theme;
}) {
  const shown = rows.slice(0, height);
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {shown.map((row, at) => (
        <Row key={at} text={typeof row === 'string' ? row : paintSpans(row, theme)} />
      ))}
    </Box>
  );
}
