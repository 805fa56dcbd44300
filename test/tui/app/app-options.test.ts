import { commands, parseCommand, readGlobals } from '@lifeboat/core';
import { expect, it } from 'vitest';
import { appOptions } from '../../../packages/tui/src/app/app-options.ts';
import { uiFlagList } from '../../../packages/tui/src/app/ui-flags.ts';

it.each([
  [[], {}, false],
  [['--screen-reader'], {}, true],
  [[], { ACCESSIBLE: '1' }, true],
  [[], { ACCESSIBLE: '0' }, false],
  [[], { TERM: 'dumb' }, true],
  [[], { TERM: 'xterm-256color' }, false],
])('decides by %j and %j whether to say instead of draw: %s', (words, environment, spoken) => {
  const { input } = parseCommand(commands, words, 'cli', uiFlagList) as never;
  expect(appOptions(input, readGlobals(words), environment).screenReader).toBe(spoken);
});
