import { Text } from 'ink';
import { memo } from 'react';

/** One painted line, exactly as wide as it is; drawn again only when it changed. */
export const Row = memo(function Row({ text }: { text: string }) {
  // An empty text has no height, and every row has one.
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});
