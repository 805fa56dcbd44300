import type { Block, DoorSide } from '@lifeboat/core';

/** What Slack does for a running command: it keeps what is said; nobody can be asked on the way. */
export function createSlackDoor(): { door: DoorSide; said(): readonly Block[] } {
  const said: Block[] = [];
  const door: DoorSide = {
    name: 'slack',
    say: (block) => void said.push(block),
    // Live messages follow operations by themselves, whoever started them.
    progress: () => undefined,
    confirm: null,
    ask: null,
    signIn: () => undefined,
  };
  return { door, said: () => said };
}
