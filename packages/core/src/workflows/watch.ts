import type { Configuration } from '../domain/configuration.ts';
import { asLifeboatError } from '../domain/error.ts';
import type { Instant } from '../domain/instant.ts';
import type { Schedules } from '../domain/schedule.ts';
import type { Ports } from '../ports/ports.ts';
import { createFollower, lookAtOpen } from './follow-open.ts';
import { createScheduler } from './schedule/run-due.ts';
import { createWaker } from './waker.ts';
import { beatWatch, endWatchBeat, watchBeatEveryMs } from './watch-beat.ts';
import type { Tell, UntimedEvent, WatchEvent } from './watch-events.ts';
import { type WatchTask, watchTasks } from './watch-tasks.ts';
import type { Work } from './work.ts';

/** How a watch runs. */
export type WatchOptions = {
  /** Aborting drains it: nothing new is started, leases are given back, Azure goes on. */
  signal: AbortSignal;
  /** The door it runs behind, as requests and audit lines name it. */
  door: 'watch' | 'slack';
  onEvent(event: WatchEvent): void;
  /** What it does beside following and scheduling; {@link watchTasks} unless given. */
  tasks?: readonly WatchTask[];
  /** How often it looks for what is due and what nobody follows. Milliseconds; 15 s unless given. */
  everyMs?: number;
  schedules?: Schedules;
};

const lookEveryMs = 15_000;

/**
 * Keeps watch until it is told to stop: follows every open operation, makes due backups, and does
 * its tasks, each at its own pace. Any number of watches may run on one store. Trouble of one part
 * is told and the others go on; only the signal ends it.
 *
 * Effects: reads and writes Azure, the store and the audit trail; a beat in the store while it runs.
 */
export async function watch(given: Work, options: WatchOptions): Promise<void> {
  const { signal, tasks = watchTasks(), everyMs = lookEveryMs, schedules } = options;
  const work = watchWork(given, options.door);
  const tell = teller(work, options);
  const { wake, wait } = createWaker(work.ports.clock, signal);
  const guard = guarded(work, tell, signal);
  const scheduler = createScheduler(work, { tell, wake, ...(schedules && { schedules }) });
  const follower = createFollower(work, { tell, wake });
  sayWatching(work, tell);
  const loops = tasks.map((task) => repeat(work, task, { guard, tell, signal }));
  let beatAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    if (work.ports.clock.monotonic() - beatAt >= watchBeatEveryMs - everyMs / 2) {
      await guard('beat', () => beatWatch(work, 'loop'));
      beatAt = work.ports.clock.monotonic();
    }
    await guard('schedule', () => scheduler.runDue(signal));
    await guard('following', () => follower.followOpen(signal));
    await wait(everyMs);
  }
  tell({ kind: 'stopping' });
  await Promise.all([...loops, scheduler.settled(), follower.settled()]);
  await guard('beat', () => endWatchBeat(work));
}

/**
 * One round of the same, for something else that starts it now and then: looks at what runs, begins
 * what is due without waiting for its end, and does each task once.
 */
export async function watchOnce(given: Work, options: WatchOptions): Promise<void> {
  const { signal, tasks = watchTasks(), schedules } = options;
  const work = watchWork(given, options.door);
  const tell = teller(work, options);
  const guard = guarded(work, tell, signal);
  const parts = { tell, wake: () => undefined, ...(schedules && { schedules }) };
  const scheduler = createScheduler(work, parts);
  sayWatching(work, tell);
  await guard('beat', () => beatWatch(work, 'rounds'));
  await guard('following', () => lookAtOpen(work, tell, signal));
  await guard('schedule', async () => {
    await scheduler.runDue(signal);
    await scheduler.settled();
  });
  for (const task of tasks) {
    if (!signal.aborted) await guard(task.name, () => task.run(work, signal, tell));
  }
  // What it started goes on in Azure; the next round, or anybody else, follows it.
  await work.ports.leases.close();
}

/** The same work in the name of the watch: with its own sign-in for all services, if it has one. */
export function watchWork({ ports, configuration }: Work, door: WatchOptions['door']): Work {
  const { thisProcess } = ports;
  const me = { ...thisProcess, door, requester: { ...thisProcess.requester, door } };
  const own: Ports = { ...ports, thisProcess: me };
  return { ports: own, configuration: withWatchSignIn(configuration) };
}

function withWatchSignIn(configuration: Configuration): Configuration {
  const { signIn } = configuration.watch;
  if (signIn === null) return configuration;
  const services = configuration.services.map((service) => ({ ...service, signIn }));
  return { ...configuration, services };
}

function sayWatching({ configuration }: Work, tell: Tell): void {
  const { services, readOnly } = configuration;
  const scheduled = services.filter(({ schedule }) => schedule !== null).length;
  tell({ kind: 'watching', services: services.length, scheduled, readOnly });
}

function teller({ ports }: Work, { onEvent }: WatchOptions): Tell {
  return (event: UntimedEvent) => {
    const at: Instant = ports.clock.now();
    onEvent({ ...event, at });
  };
}

type Guard = (task: string, act: () => Promise<unknown>) => Promise<void>;

/** Does a part's work; its trouble is told once until the words change or it is mended. */
function guarded({ ports }: Work, tell: Tell, signal: AbortSignal): Guard {
  const troubles = new Map<string, string>();
  return async (task, act) => {
    try {
      await act();
      if (troubles.delete(task)) tell({ kind: 'mended', task });
    } catch (error) {
      if (signal.aborted) return;
      const { message } = asLifeboatError(error);
      if (troubles.get(task) === message) return;
      troubles.set(task, message);
      ports.log.error('a part of the watch failed', { task, error: String(error) });
      tell({ kind: 'trouble', task, words: message });
    }
  };
}

/** Runs a task again and again; each pause is up to a tenth longer or shorter, so that watches part. */
async function repeat(
  work: Work,
  task: WatchTask,
  { guard, tell, signal }: { guard: Guard; tell: Tell; signal: AbortSignal },
): Promise<void> {
  const { clock, random } = work.ports;
  while (!signal.aborted) {
    await guard(task.name, () => task.run(work, signal, tell));
    const pauseMs = task.everyMs * (0.9 + 0.2 * random());
    // Woken only to stop.
    await clock.sleep(pauseMs, signal).catch(() => undefined);
  }
}
