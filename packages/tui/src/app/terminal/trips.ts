import type { SuspendTerminal } from 'ink';
import type { Modes } from './modes.ts';
import type { TapOfInput } from './tapped-input.ts';

/** Giving the terminal away for a while. */
export type Trips = {
  /** Resolves when everything is drawn anew; does nothing while it is given away already. */
  away(meanwhile: (() => Promise<void>) | null): Promise<void>;
};

type Parts = {
  modes: Modes;
  input: Pick<TapOfInput, 'hold' | 'goOn'>;
  suspender(): SuspendTerminal | null;
  /** Resolves when the app has given the terminal back for good; null while it is not being left. */
  leaving(): Promise<unknown> | null;
};

/** Gives the terminal back while something else has it; coming back draws everything anew. */
export function createTrips({ modes, input, suspender, leaving }: Parts): Trips {
  let isAway = false;
  return {
    async away(meanwhile) {
      const suspend = suspender();
      if (isAway || suspend === null) return;
      isAway = true;
      try {
        await suspend(async () => {
          modes.leave();
          // Reading what is typed to somebody else would stop it (SIGTTIN).
          input.hold();
          await meanwhile?.();
          // A signal that came while it was stopped is heard behind the one that continued it.
          if (meanwhile !== null) await new Promise((resolve) => setImmediate(resolve));
          const gone = leaving();
          // Whoever is continued only to end has the terminal no more: touching it would stop it again.
          if (gone !== null) return void (await gone);
          input.goOn();
          modes.enter();
        });
      } finally {
        isAway = false;
      }
    },
  };
}
