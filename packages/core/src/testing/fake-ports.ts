import { LifeboatError } from '../domain/error.ts';
import type { Ports } from '../ports/ports.ts';
import {
  openMemoryStore,
  type SharedMemory,
  sharedMemory,
} from '../store/memory/open-memory-store.ts';
import { createLeases } from '../workflows/lease.ts';
import { type FakeGateway, fakeGateway } from './fake-gateway.ts';
import { type FixedProcesses, fixedProcesses } from './fixed-processes.ts';
import { fixedRandom } from './fixed-random.ts';
import { fixedSecrets } from './fixed-secrets.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { type MemoryArchive, memoryArchive } from './memory-archive.ts';
import { type MemoryAudit, memoryAudit } from './memory-audit.ts';
import { type MemoryFolders, memoryFolders } from './memory-folders.ts';
import { type MemoryLog, memoryLog } from './memory-log.ts';
import { type MemoryMetrics, memoryMetrics } from './memory-metrics.ts';
import { numberedIds } from './numbered-ids.ts';
import { sampleProcess } from './sample-process.ts';

/** Ports whose fakes keep what a test wants to look at. */
export type FakePorts = Ports & {
  clock: ManualClock;
  audit: MemoryAudit;
  archive: MemoryArchive;
  gateway: FakeGateway;
  metrics: MemoryMetrics;
  folders: MemoryFolders;
  log: MemoryLog;
  processes: FixedProcesses;
  /** Open another store on it to play a second process. */
  memory: SharedMemory;
};

/** All ports as fakes; `changes` replaces some. Without an `azure` of the test's own, none answers. */
export function fakePorts(changes: Partial<FakePorts> = {}): FakePorts {
  const memory = changes.memory ?? sharedMemory();
  const log = changes.log ?? memoryLog();
  const ports = {
    clock: manualClock(),
    ids: numberedIds(),
    random: fixedRandom(),
    store: openMemoryStore({ shared: memory, log }),
    audit: memoryAudit(),
    archive: memoryArchive(),
    gateway: fakeGateway(),
    metrics: memoryMetrics(),
    folders: memoryFolders(),
    notifiers: [],
    processes: fixedProcesses(),
    secrets: fixedSecrets(),
    thisProcess: sampleProcess(),
    azure(signIn: string): never {
      throw new LifeboatError('config-invalid', `There is no sign-in named ${signIn}.`);
    },
    ...changes,
    memory,
    log,
  };
  return { ...ports, leases: changes.leases ?? createLeases(ports) };
}
