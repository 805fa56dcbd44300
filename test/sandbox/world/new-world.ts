import type { SandboxClock } from '../../../packages/sandbox/src/seams.ts';
import {
  createWorld,
  defaultWorldOptions,
  type World,
} from '../../../packages/sandbox/src/world/index.ts';

const clock: SandboxClock = {
  now: () => Date.parse('2026-11-23T09:00:00Z'),
  advance: () => undefined,
  rate: () => 1,
};

/** A world of 2026-11-23, whose clock stands still. */
export function newWorld(extraServices = 0): World {
  const ids = { next: 0 };
  const newId = (): string => {
    ids.next += 1;
    return `id-${ids.next}`;
  };
  return createWorld({ clock, newId, options: { ...defaultWorldOptions(), extraServices } });
}
