import { emptyConfiguration } from '../../../../packages/core/src/config/load-configuration.ts';
import {
  type Configuration,
  type Service,
  type Storage,
  serviceId,
} from '../../../../packages/core/src/domain/configuration.ts';
import {
  type FakeAzure,
  type FakePorts,
  type FixedProcesses,
  fakeAzure,
  fakePorts,
  fixedProcesses,
  type ManualClock,
  numberedIds,
  type SharedMemory,
  sampleProcess,
  sampleResourceId,
  sharedMemory,
} from '../../../../packages/core/src/testing.ts';
import { watch } from '../../../../packages/core/src/workflows/watch.ts';
import type { WatchEvent } from '../../../../packages/core/src/workflows/watch-events.ts';
import type { WatchTask } from '../../../../packages/core/src/workflows/watch-tasks.ts';
import type { Work } from '../../../../packages/core/src/workflows/work.ts';
import { quickClock } from './quick-clock.ts';

/** Where the fleet's backups go. */
export const place = { account: 'stcontosodr', container: 'apim-backups' };

/** Services with schedules in a pretend Azure, and a store that watches share. */
export type Fleet = {
  clock: ManualClock;
  azure: FakeAzure;
  memory: SharedMemory;
  processes: FixedProcesses;
  configuration: Configuration;
  services: Service[];
};

/** A watch that runs, with what it told. */
export type Watcher = {
  work: Work & { ports: FakePorts };
  events: WatchEvent[];
  stop(): Promise<void>;
};

/** `count` services, all with the same cron unless told otherwise; the clock shows 03:00, an hour after them. */
export function fleet(
  count: number,
  changes: {
    schedule?: string;
    service?: (index: number) => Partial<Service>;
    configuration?: Partial<Configuration>;
    concurrency?: number;
    retryAfter?: number;
  } = {},
): Fleet {
  const clock = quickClock(Date.UTC(2026, 10, 23, 3));
  const azure = fakeAzure({ clock, retryAfter: changes.retryAfter ?? 60 });
  azure.putAccount(place.account, [place.container]);
  const storage: Storage = {
    key: 'main',
    ...place,
    access: 'system-identity',
    clientId: null,
    accessKey: { from: 'azure' },
    subscription: null,
    resourceGroup: null,
  };
  const services = Array.from({ length: count }, (_, index): Service => {
    const label = `service-${String(index).padStart(2, '0')}`;
    const resourceId = sampleResourceId(label);
    azure.putService(resourceId);
    return {
      label,
      id: serviceId('public', resourceId),
      cloud: 'public',
      subscription: resourceId.split('/')[2] ?? '',
      resourceGroup: 'rg-prod',
      azureName: label,
      resourceId,
      environment: 'production',
      storage,
      signIn: 'default',
      everyMs: 24 * 3_600_000,
      schedule: changes.schedule ?? '0 2 * * *',
      keepMs: null,
      standby: null,
      ping: null,
      configured: true,
      ...changes.service?.(index),
    };
  });
  const empty = emptyConfiguration();
  const configuration: Configuration = {
    ...empty,
    path: '/etc/lifeboat/config.yaml',
    storages: { main: storage },
    services,
    webhooks: [{ url: 'https://hooks.contoso.example/apim', secretVariable: null, events: null }],
    watch: { ...empty.watch, concurrency: changes.concurrency ?? 4 },
    ...changes.configuration,
  };
  return {
    clock,
    azure,
    memory: sharedMemory(),
    processes: fixedProcesses(),
    configuration,
    services,
  };
}

/** Another process on the fleet's store; `changes` replaces ports of it. */
export function processOf(
  { clock, azure, memory, processes, configuration }: Fleet,
  number: number,
  changes: Partial<FakePorts> = {},
): Work & { ports: FakePorts } {
  const ports = fakePorts({
    clock,
    memory,
    processes,
    azure: azure.azure,
    thisProcess: sampleProcess({ id: `process-${number}`, pid: 4_000 + number }),
    ids: numberedIds(number),
    ...changes,
  });
  return { ports, configuration };
}

/** A watch in a process of its own, without tasks unless given. */
export function startWatch(
  work: Work & { ports: FakePorts },
  tasks: readonly WatchTask[] = [],
): Watcher {
  const controller = new AbortController();
  const events: WatchEvent[] = [];
  const done = watch(work, {
    signal: controller.signal,
    door: 'watch',
    onEvent: (event) => events.push(event),
    tasks,
    // Fewer turns than in life: a day is then 1,440 of them.
    everyMs: minute,
  });
  return {
    work,
    events,
    async stop() {
      controller.abort();
      await work.ports.clock.advance(0);
      await done;
    },
  };
}

/** Accepted backups by service label. */
export function backupsOf(one: Fleet): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const run of one.azure.runs()) {
    const label = run.service.split('/').at(-1) ?? '';
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}

/** How many backups ran in Azure at the same time at most. */
export function mostAtOnce(one: Fleet): number {
  const runs = one.azure.runs();
  return Math.max(
    0,
    ...runs.map(
      ({ startedAt }) =>
        runs.filter((other) => other.startedAt <= startedAt && startedAt < other.endsAt).length,
    ),
  );
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
