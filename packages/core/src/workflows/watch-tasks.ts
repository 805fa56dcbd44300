import { archiveWhenDue } from './archive-ended.ts';
import { deliverDue } from './outbox/deliver-due.ts';
import { refreshAllWarnings } from './refresh-all-warnings.ts';
import { createCalmRefresh } from './refresh-calmly.ts';
import { runStandingChecks } from './run-standing-checks.ts';
import { endStops } from './stops.ts';
import type { Tell } from './watch-events.ts';
import type { Work } from './work.ts';

/**
 * Something a watch does again and again beside following and scheduling. It may run in several
 * processes at once, may be killed at any point, and takes what it needs from the store.
 */
export type WatchTask = {
  /** Unique; trouble is told under it. */
  name: string;
  /** From the end of one run to the begin of the next, give or take a tenth. Milliseconds. */
  everyMs: number;
  run(work: Work, signal: AbortSignal, tell: Tell): Promise<unknown>;
};

const minuteMs = 60_000;

/** Everything a watch does beside following and scheduling, one line each. */
export function watchTasks(): WatchTask[] {
  const refresh = createCalmRefresh();
  return [
    { name: 'services', everyMs: minuteMs / 2, run: refresh.services },
    { name: 'storages', everyMs: minuteMs, run: refresh.storages },
    { name: 'warnings', everyMs: 5 * minuteMs, run: refreshAllWarnings },
    { name: 'holds and pauses', everyMs: minuteMs, run: endStops },
    { name: 'notices', everyMs: minuteMs / 12, run: deliver },
    { name: 'standing checks', everyMs: 60 * minuteMs, run: checkStandbys },
    { name: 'archive', everyMs: 60 * minuteMs, run: archiveWhenDue },
  ];
}

async function deliver(work: Work, signal: AbortSignal): Promise<void> {
  await deliverDue(work, work.ports.notifiers, signal);
}

/** Looks once a day at each pair, whoever asks. */
async function checkStandbys(work: Work, signal: AbortSignal): Promise<void> {
  await runStandingChecks(work, signal);
}
