import { createHash } from 'node:crypto';
import { blobName } from '../../packages/core/src/domain/blob-name.ts';
import type { Notice } from '../../packages/core/src/domain/notice.ts';
import type { Operation } from '../../packages/core/src/domain/operation.ts';
import { readSchedules } from '../../packages/core/src/domain/schedule.ts';
import type { Snapshot } from '../../packages/core/src/ports/store.ts';
import { fleetRows } from '../../packages/core/src/workflows/fleet.ts';
import { refreshAllWarnings } from '../../packages/core/src/workflows/refresh-all-warnings.ts';
import { createCalmRefresh } from '../../packages/core/src/workflows/refresh-calmly.ts';
import { endStops, holdService, pauseSchedule } from '../../packages/core/src/workflows/stops.ts';
import { watch } from '../../packages/core/src/workflows/watch.ts';
import type { WatchTask } from '../../packages/core/src/workflows/watch-tasks.ts';
import {
  day,
  type Fleet,
  fleet,
  hour,
  minute,
  place,
  processOf,
} from '../core/workflows/schedule/watched-fleet.ts';
import { chanceOf } from './chance.ts';
import { type Life, mortalPorts } from './mortal.ts';
import { azureIn, type Span, type Weather } from './weather.ts';

/** What a month came to. */
export type Month = {
  one: Fleet;
  snapshot: Snapshot;
  operations: readonly Operation[];
  notices: readonly Notice[];
  weather: Weather;
  /** When each of the two watches was dead. */
  deaths: Span[][];
  stops: { service: string | null; span: Span }[];
  /** Names of the notices that were told, as often as they were. */
  told: string[];
  /** Services that had no restorable backup, and when that was seen. */
  bare: { service: string; at: number }[];
  start: number;
  end: number;
  kills: number;
  taken: number;
  retried: number;
  digest: string;
};

const schedules = [
  ...Array.from({ length: 22 }, () => '0 2 * * *'),
  ...Array.from({ length: 4 }, () => '0 */6 * * *'),
  ...Array.from({ length: 4 }, () => '15 */12 * * *'),
  ...Array.from({ length: 5 }, () => '30 1 * * 1-5'),
  ...Array.from({ length: 4 }, () => '0 3 * * 0'),
  ...Array.from({ length: 3 }, () => '0 4 L * *'),
];
const regions = ['westeurope', 'northeurope', 'eastus'];

/**
 * Lives through `days` of 50 services under two watches on one store, with what can go wrong drawn
 * from the seed: outages, lost answers, failures, kills, holds and pauses.
 */
export async function liveMonth(seed: number, days = 30): Promise<Month> {
  const chance = chanceOf(seed);
  const one = fleet(50, {
    // Three looks at a backup are enough for a month of them.
    retryAfter: 180,
    service: (index) => ({
      schedule: schedules[index] ?? null,
      everyMs: schedules[index] === '0 2 * * *' ? 24 * hour : null,
    }),
  });
  const { clock } = one;
  const start = clock.now();
  const end = start + days * day;
  putOldBackups(one, chance);
  const weather: Weather = {
    outages: outagesOf(start, days, chance),
    regionOf: (text) => regions[Number(/service-(\d+)/.exec(text)?.[1] ?? 0) % 3] ?? '',
    now: () => clock.now(),
    chance,
  };
  const deaths: Span[][] = [[], []];
  const told: string[] = [];
  const lines: string[] = [];
  const bare: Month['bare'] = [];
  const counts = { kills: 0, taken: 0, retried: 0, processes: 0 };

  function begin(which: number): void {
    counts.processes += 1;
    const number = counts.processes;
    const own = chanceOf(seed * 1_000 + number);
    const life: Life = {
      callsLeft: 400 + Math.floor(chance() * 16_000),
      dead: false,
      onDeath() {
        counts.kills += 1;
        // Sometimes the system proves that it is gone, sometimes only its silence tells.
        if (chance() < 0.7) one.processes.end(4_000 + number);
        const span = { from: clock.now(), to: clock.now() + Math.floor(chance() ** 3 * 6 * hour) };
        deaths[which]?.push(span);
        void clock.sleep(span.to - span.from).then(() => begin(which));
      },
    };
    const azure = azureIn(weather, one.azure, life);
    const { ports, configuration } = processOf(one, number, { azure, random: own });
    const work = { ports: mortalPorts(ports, life, chance), configuration };
    const { signal } = new AbortController();
    void watch(work, {
      signal,
      door: 'watch',
      everyMs: 3 * minute,
      tasks: tasksOf(told),
      onEvent(event) {
        if (life.dead) return;
        if (event.kind === 'taken') counts.taken += 1;
        if (event.kind === 'taken' && event.run.tries > 1) counts.retried += 1;
        lines.push(`${event.at} ${number} ${event.kind}`);
      },
    });
  }

  begin(0);
  begin(1);
  const stops = await stopSome(one, start, days, chance);
  const still = processOf(one, 900).ports.store;
  while (clock.now() < end) {
    await clock.advance(6 * hour);
    const rows = fleetRows(await still.read(), one.configuration, clock.now());
    for (const { service, judgement } of rows) {
      // Before anything was read nobody can tell.
      const isKnown = clock.now() - start > day && service.schedule !== null;
      if (isKnown && judgement.restorableUntil === null)
        bare.push({ service: service.label, at: clock.now() });
    }
  }
  const snapshot = await still.read();
  const operations = snapshot.all('operation');
  const notices = snapshot.all('notice');
  const records = [operations, notices, snapshot.all('run'), snapshot.all('warning'), lines];
  return {
    one,
    snapshot,
    operations,
    notices,
    weather,
    deaths,
    stops,
    told,
    bare,
    start,
    end,
    ...counts,
    digest: createHash('sha256').update(JSON.stringify(records)).digest('hex'),
  };
}

/** The due times of the month with all that decides whether Azure would have given a backup. */
export function slotsOf(month: Month) {
  const { one, start, end } = month;
  const read = readSchedules();
  return one.services.flatMap((service) => {
    if (service.schedule === null) return [];
    const times = read(service.schedule).between(start, end);
    return times.map((dueAt, index) => ({ service, dueAt, until: times[index + 1] ?? end }));
  });
}

/** How long, at a stretch and at most, a backup could have been made within a span. Milliseconds. */
export function longestChance(month: Month, resourceId: string, span: Span): number {
  const { weather, deaths, stops, one } = month;
  const region = weather.regionOf(resourceId);
  const id = one.services.find((each) => each.resourceId === resourceId)?.id ?? '';
  const bad = [
    ...weather.outages.filter((each) => each.region === region).map((each) => each.span),
    ...stops
      .filter((each) => each.service === null || each.service === id)
      .map((each) => each.span),
    ...bothDead(deaths),
  ].toSorted((left, right) => left.from - right.from);
  let longest = 0;
  let free = span.from;
  for (const { from, to } of bad) {
    if (to <= free) continue;
    longest = Math.max(longest, Math.min(from, span.to) - free);
    free = Math.max(free, to);
  }
  return Math.max(longest, span.to - free);
}

function bothDead([first = [], second = []]: Span[][]): Span[] {
  return first.flatMap((one) =>
    second.flatMap((other) => {
      const span = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
      return span.from < span.to ? [span] : [];
    }),
  );
}

/** Blobs of before: young ones of who is backed up on schedule, old ones of the others. */
function putOldBackups(one: Fleet, chance: () => number): void {
  const now = one.clock.now();
  for (const { azureName, schedule } of one.services) {
    const ageDays = schedule === null ? 20 + chance() * 9 : 1 + chance() * 8;
    const at = Math.floor((now - ageDays * day) / 1_000) * 1_000;
    const name = blobName({ azureName, tier: 'Premium', region: 'westeurope', at });
    one.azure.putBlob(place, name, { createdAt: at, modifiedAt: at });
  }
}

function outagesOf(start: number, days: number, chance: () => number): Weather['outages'] {
  return regions.flatMap((region) =>
    Array.from({ length: 3 }, () => {
      const from = start + Math.floor(chance() * days * day);
      return { region, span: { from, to: from + Math.floor((1 + chance() ** 2 * 13) * hour) } };
    }),
  );
}

/** Two holds of everything and five pauses, at times of the seed. */
async function stopSome(one: Fleet, start: number, days: number, chance: () => number) {
  const stops: Month['stops'] = [];
  const work = processOf(one, 901);
  const later = (act: (at: number) => Promise<unknown>): void => {
    const at = Math.floor(chance() * days * day);
    void one.clock.sleep(at).then(() => act(start + at));
  };
  for (let count = 0; count < 2; count += 1) {
    const forMs = Math.floor((1 + chance() * 10) * hour);
    later((at) => {
      stops.push({ service: null, span: { from: at, to: at + forMs } });
      return holdService(work, null, { forMs, reason: 'incident' });
    });
  }
  for (let count = 0; count < 5; count += 1) {
    const service = one.services[Math.floor(chance() * 40)];
    const forMs = Math.floor((1 + chance() * 9) * day);
    later(async (at) => {
      if (service === undefined) return;
      stops.push({ service: service.id, span: { from: at, to: at + forMs } });
      await pauseSchedule(work, service, { forMs, reason: 'migration' });
    });
  }
  return stops;
}

/** The tasks of a watch at the pace of a month, and one that tells each notice once. */
function tasksOf(told: string[]): WatchTask[] {
  const refresh = createCalmRefresh({ service: 6 * hour, storage: 12 * hour });
  return [
    { name: 'services', everyMs: hour, run: refresh.services },
    { name: 'storages', everyMs: hour, run: refresh.storages },
    { name: 'warnings', everyMs: hour, run: refreshAllWarnings },
    { name: 'holds and pauses', everyMs: hour, run: endStops },
    {
      name: 'tell',
      everyMs: hour / 2,
      async run({ ports }) {
        const waits = (notice: Notice) => notice.deliveries.some(({ status }) => status === 'due');
        if (!(await ports.store.read()).all('notice').some(waits)) return;
        await ports.store.update((draft) => {
          for (const notice of draft.all('notice').filter(waits)) {
            const deliveries = notice.deliveries.map((each) => ({
              ...each,
              status: 'delivered' as const,
              attempts: each.attempts + 1,
            }));
            draft.put('notice', { ...notice, deliveries });
            told.push(notice.id);
          }
        });
      },
    },
  ];
}
