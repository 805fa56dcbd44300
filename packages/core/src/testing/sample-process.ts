import type { ThisProcess } from '../ports/system.ts';

/** A process as its port describes it, with what the test cares about replaced. */
export function sampleProcess(changes: Partial<ThisProcess> = {}): ThisProcess {
  return {
    id: 'process-1',
    host: 'laptop',
    pid: 4_001,
    startedAt: Date.UTC(2026, 10, 23, 2, 59),
    door: 'cli',
    who: 'ana',
    requester: { who: 'ana', host: 'laptop', door: 'cli' },
    ...changes,
  };
}
