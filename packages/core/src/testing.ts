/** Fakes of the ports, for tests of anything that stands on this package. */
export {
  openMemoryStore,
  type SharedMemory,
  sharedMemory,
} from './store/memory/open-memory-store.ts';
export { type FakeAzure, fakeAzure, notSeen, sampleResourceId } from './testing/fake-azure.ts';
export { type FakeGateway, fakeGateway } from './testing/fake-gateway.ts';
export { type FakeNotifier, fakeNotifier } from './testing/fake-notifier.ts';
export { type FakePorts, fakePorts } from './testing/fake-ports.ts';
export { fixedDisk } from './testing/fixed-disk.ts';
export { type FixedProcesses, fixedProcesses } from './testing/fixed-processes.ts';
export { fixedRandom } from './testing/fixed-random.ts';
export { fixedSecrets } from './testing/fixed-secrets.ts';
export { type ManualClock, manualClock, type Sleeper } from './testing/manual-clock.ts';
export { type MemoryArchive, memoryArchive } from './testing/memory-archive.ts';
export { type MemoryAudit, memoryAudit } from './testing/memory-audit.ts';
export { memoryConfigurationFile } from './testing/memory-configuration-file.ts';
export { type MemoryFolders, memoryFolders } from './testing/memory-folders.ts';
export { type LogLine, type MemoryLog, memoryLog } from './testing/memory-log.ts';
export { type MemoryMetrics, memoryMetrics } from './testing/memory-metrics.ts';
export { numberedIds } from './testing/numbered-ids.ts';
export { sampleProcess } from './testing/sample-process.ts';
