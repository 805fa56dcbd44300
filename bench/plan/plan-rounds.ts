import { openLifeboat } from '@lifeboat/core/node';
import { planRestore } from '../../packages/core/src/workflows/plan-restore.ts';
import { resolveBackup } from '../../packages/core/src/workflows/resolve-backup.ts';
import { resolveService } from '../../packages/core/src/workflows/resolve-service.ts';
import { resolveStorage, storageAt } from '../../packages/core/src/workflows/resolve-storage.ts';
import { longestRow, type Observed, observeRequests } from './observe.ts';

// A process of its own: plans one restore again and again over the real ports and prints what each took.
// The arguments: target, source, rounds, and how: `known`, `forgotten` (the target is unknown before each
// round), or `fresh` (the source is backed up first).

/** What one plan took. */
export type PlanRound = {
  wallMs: number;
  slowestMs: number;
  requests: number;
  row: string[];
  checks: number;
};

const [targetName = '', sourceName = '', rounds = '1', how = 'known'] = process.argv.slice(2);
const lifeboat = await openLifeboat({
  environment: process.env,
  platform: process.platform,
  workingFolder: process.cwd(),
  door: 'cli',
  configurationPath: null,
  readOnly: false,
  lenient: false,
});
const results: PlanRound[] = [];
// The first opens connections, gets the tokens and loads what is loaded late.
for (let round = -1; round < Number(rounds); round += 1) {
  const result = await planOnce();
  if (round >= 0) results.push(result);
}
await lifeboat.close();
process.stdout.write(JSON.stringify(results));

async function planOnce(): Promise<PlanRound> {
  const { configuration, ports } = lifeboat;
  const target = resolveService(configuration, targetName, { exact: true });
  if (how === 'forgotten') {
    await ports.store.update((draft) => draft.remove('service', target.id));
  }
  const snapshot = await ports.store.read();
  const naming = { configuration, snapshot, target, targetTier: null, now: ports.clock.now() };
  const from = resolveBackup(naming, `latest:${sourceName}`);
  const own = { access: null, clientId: null };
  const storage = storageAt(configuration, target, from, own);
  const source = resolveService(configuration, sourceName, { exact: true });
  const wish = {
    target,
    from,
    storage,
    noSafetyBackup: null,
    force: [],
    reason: null,
    ...(how === 'fresh' && {
      fresh: { service: source, storage: resolveStorage(configuration, source, null, own) },
    }),
  };
  const observed = observeRequests();
  const startedAt = performance.now();
  const { plan } = await planRestore(lifeboat, wish, new AbortController().signal);
  const wallMs = performance.now() - startedAt;
  const seen = observed.stop();
  const unseen = plan.checks.filter(({ verdict }) => verdict === 'unknown');
  if (unseen.length > 0) throw new Error(`not seen: ${unseen.map(({ name }) => name).join(', ')}`);
  return {
    wallMs,
    slowestMs: Math.max(...seen.map(took)),
    requests: seen.length,
    row: longestRow(seen).map(({ what }) => what),
    checks: plan.checks.length,
  };
}

function took({ startedAt, endedAt }: Observed): number {
  return endedAt - startedAt;
}
