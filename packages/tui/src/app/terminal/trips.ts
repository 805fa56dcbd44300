import type { SuspendTerminal } from 'ink';
import type { Modes } from './modes.ts';

/** Giving the terminal away for a while. */
export type Trips = {
  /** Resolves when everything is drawn anew; does nothing while it is given away already. */
  away(meanwhile: (() => Promise<void>) | null): Promise<void>;
};

/** Gives the terminal back while something else has it; coming back draws everything anew. */
export function createTrips(modes: Modes, suspender: () => SuspendTerminal | null): Trips {
  let isAway = false;
  return {
    async away(meanwhile) {
      const suspend = suspender();
      if (isAway || suspend === null) return;
      isAway = true;
      try {
        await suspend(async () => {
          modes.leave();
          await meanwhile?.();
          modes.enter();
        });
      } finally {
        isAway = false;
      }
    },
  };
}
