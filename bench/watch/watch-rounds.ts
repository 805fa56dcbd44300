import { fakeAzure } from '@lifeboat/core/testing';
import { createFollower } from '../../packages/core/src/workflows/follow-open.ts';
import { createScheduler } from '../../packages/core/src/workflows/schedule/run-due.ts';
import { beatWatch } from '../../packages/core/src/workflows/watch-beat.ts';
import { watchTasks } from '../../packages/core/src/workflows/watch-tasks.ts';
import { putBackup, resourceIdOf } from '../store/history.ts';
import { openIn } from '../store/open.ts';

// A process of its own that does what a watch does, part by part, and prints the CPU of each.
// The arguments: the folder of a fleet, its number of services, the time it was written at, what to
// measure (`quiet`, `storm` or `due`), and how often.

/** CPU of each part, user and system. Milliseconds; the first round apart, which loads and reads. */
export type WatchRounds = { first: Record<string, number>; later: Record<string, number[]> };

const [place = '', services = '', at = '', what = 'quiet', rounds = '1'] = process.argv.slice(2);
const count = Number(services);
const dayMs = 86_400_000;
const { signal } = new AbortController();
const tell = (): void => undefined;

const lifeboat = await openIn(place);
let now = Number(at);
const clock = { ...lifeboat.ports.clock, now: () => now };
const azure = pretendAzure();
const work = { ...lifeboat, ports: { ...lifeboat.ports, clock, azure: azure.azure } };
const parts = { tell, wake: () => undefined };
const scheduler = createScheduler(work, parts);
const follower = createFollower(work, parts);
const tasks = watchTasks();
const result: WatchRounds = { first: {}, later: {} };

if (what === 'quiet') await quiet();
else if (what === 'storm') await storm();
else await due();
await lifeboat.close();
process.stdout.write(JSON.stringify(result));

/** All a watch does while nothing is due and nothing is new. */
async function quiet(): Promise<void> {
  for (let round = 0; round <= Number(rounds); round += 1) {
    await timed('beat', () => beatWatch(work, 'loop'), round === 0);
    await timed('what is due', () => scheduler.runDue(signal), round === 0);
    await timed('what runs', () => follower.followOpen(signal), round === 0);
    for (const task of tasks)
      await timed(task.name, () => task.run(work, signal, tell), round === 0);
  }
}

/** Every service is late at once, and then every one has a new backup. */
async function storm(): Promise<void> {
  for (let round = 0; round < Number(rounds); round += 1) {
    now += 3 * dayMs;
    await timed('warnings come', () => task('warnings'), false);
    const { length } = (await work.ports.store.read()).all('warning');
    if (length !== count) throw new Error(`${length} warnings`);
    await work.ports.store.update((draft) => {
      for (let service = 0; service < count; service += 1)
        putBackup(draft.put, { service, index: 1_000 + round, at: now }, now);
    });
    await timed('warnings go', () => task('warnings'), false);
    if ((await work.ports.store.read()).all('warning').length > 0) throw new Error('they stay');
  }
}

/** Services whose newest backup is gone are due half a day later; a turn begins them all. */
async function due(): Promise<void> {
  const some = 50;
  for (let round = 0; round < Number(rounds); round += 1) {
    now = Number(at) + (round + 1) * dayMs - 3_600_000;
    const fresh = Array.from({ length: count - some }, (_, n) => n + some);
    await work.ports.store.update((draft) => {
      for (const service of fresh)
        putBackup(draft.put, { service, index: 1_000 + round, at: now }, now);
    });
    const before = azure.runs().length;
    await timed(`${some} due are begun`, begin, false);
    const begun = azure.runs().length - before;
    if (begun !== some) throw new Error(`${begun} were begun`);
    now += 3_600_000;
    await timed(`${some} are looked at to their end`, end, false);
  }
}

async function begin(): Promise<void> {
  await scheduler.runDue(signal);
  await scheduler.settled();
}

async function end(): Promise<void> {
  await follower.followOpen(signal);
  await follower.settled();
}

async function task(name: string): Promise<void> {
  await tasks.find((each) => each.name === name)?.run(work, signal, tell);
}

async function timed(part: string, act: () => Promise<unknown>, isFirst: boolean): Promise<void> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1_000;
  if (isFirst) result.first[part] = ms;
  else result.later[part] = [...(result.later[part] ?? []), ms];
}

/** Every service of the fleet, and its storage, without a network. */
function pretendAzure() {
  const azure = fakeAzure({ clock, backupMs: 60_000, retryAfter: 1 });
  azure.putAccount('stcontosodr', ['apim-backups']);
  for (let service = 0; service < count; service += 1) azure.putService(resourceIdOf(service));
  return azure;
}
