import { Box, render, Text, useApp, useInput } from 'ink';

// The least that an Ink app on the whole screen is: what `apim` is measured against.

function Hello() {
  const { exit } = useApp();
  useInput((input) => {
    if (input === 'q') exit();
  });
  return (
    <Box flexDirection="column">
      <Text bold>hello</Text>
      <Text>q leaves</Text>
    </Box>
  );
}

const { waitUntilExit } = render(<Hello />, {
  alternateScreen: true,
  incrementalRendering: true,
  exitOnCtrlC: false,
  patchConsole: false,
  kittyKeyboard: { mode: 'disabled' },
});
await waitUntilExit();
