import type { MovableClock } from '../clock/clock.ts';
import type { Front } from '../fronts/listen.ts';
import type { AccountKeys, BlobRules, BlobVault, TokenInspector } from '../seams.ts';
import { type Azurite, startAzurite } from './azurite.ts';
import { createForward } from './forward.ts';
import { createFront } from './front.ts';
import { createVault } from './vault.ts';

/** Starts Azurite in memory and puts the front before it. */
export async function openStorage(deps: {
  clock: MovableClock;
  accounts: () => AccountKeys[];
  ca: string;
  certificateFile: string;
  keyFile: string;
}): Promise<{
  vault: BlobVault;
  front: (others: {
    rules: BlobRules;
    inspector: TokenInspector;
    newId: () => string;
    settle: () => Promise<void>;
    authority: () => string;
  }) => Front;
  close(): Promise<void>;
}> {
  const azurite: Azurite = await startAzurite(deps);
  const { forward, close: closeForward } = createForward({ port: azurite.port, ca: deps.ca });
  const vault = createVault({ azurite, ca: deps.ca, accounts: deps.accounts });
  return {
    vault,
    front: (others) => createFront({ azurite, forward, vault, clock: deps.clock, ...others }),
    async close() {
      vault.close();
      closeForward();
      await azurite.close();
    },
  };
}
