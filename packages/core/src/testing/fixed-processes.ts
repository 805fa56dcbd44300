import type { Processes } from '../ports/system.ts';

/** Processes of which the named pids are proven gone and nothing is known of the others. */
export type FixedProcesses = Processes & { end(pid: number): void };

/** Nobody is gone until told, besides the pids given. */
export function fixedProcesses(...gonePids: number[]): FixedProcesses {
  const gone = new Set(gonePids);
  return {
    look: (other) => (gone.has(other.pid) ? 'gone' : 'perhaps'),
    end(pid) {
      gone.add(pid);
    },
  };
}
