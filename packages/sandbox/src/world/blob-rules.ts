import type { BlobRules, SandboxClock } from '../seams.ts';
import { createGuard } from './guard.ts';
import type { WorldState } from './model.ts';
import { outageOf } from './outages.ts';
import { replicationNow } from './replication.ts';

/** What the world says to the storage front. */
export function createBlobRules(state: WorldState, clock: SandboxClock): BlobRules {
  const find = (name: string) => state.accounts.find((each) => each.name === name.toLowerCase());
  return {
    guard: createGuard(state, clock),
    silence(account, isSecondary) {
      const found = find(account);
      const region = isSecondary ? found?.secondaryLocation : found?.primaryLocation;
      return region == null ? null : (outageOf(state, region)?.storage ?? null);
    },
    protection(account, container) {
      const found = find(account)?.containers.find((each) => each.name === container);
      return {
        immutableDays: found?.immutableDays ?? null,
        hasLegalHold: (found?.legalHolds.length ?? 0) > 0,
      };
    },
    lastSync(account) {
      const found = find(account);
      return found === undefined ? null : replicationNow(state, found, clock.now()).lastSync;
    },
  };
}
