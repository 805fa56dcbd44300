import type { Beat } from '../domain/lease.ts';
import type { Processes } from '../ports/system.ts';
import { type ProcStat, readNumbering, readProcStat } from './process-mark.ts';

/** What can be asked about processes; a test may answer for the kernel. */
export type ProcessFacts = {
  host: string;
  numbering: string | null;
  stat(pid: number): ProcStat | null;
  /** `absent` when the system says that no process has this number. */
  signal(pid: number): 'absent' | 'present';
};

/** The real ones. `host` is this machine's name. */
export function processFacts(host: string): ProcessFacts {
  return {
    host,
    numbering: readNumbering(),
    stat: readProcStat,
    signal(pid) {
      try {
        process.kill(pid, 0); // asks only
        return 'present';
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException; // what kill(2) fails with
        return code === 'ESRCH' ? 'absent' : 'present';
      }
    },
  };
}

/**
 * Looks at processes of this machine. `gone` needs proof: the machine was booted since, no process
 * has the number any more, the one that has it ended or started at another tick. A number seen from
 * another container proves nothing.
 */
export function systemProcesses(facts: ProcessFacts): Processes {
  return { look: (other) => (isGone(other, facts) ? 'gone' : 'perhaps') };
}

function isGone(
  other: Pick<Beat, 'host' | 'pid' | 'startMark'>,
  { host, numbering, stat, signal }: ProcessFacts,
): boolean {
  if (other.host !== host) return false;
  const [boot, namespace, ticks] = other.startMark?.split('|') ?? [];
  const [ourBoot, ourNamespace] = numbering?.split('|') ?? [];
  if (boot !== undefined && ourBoot !== undefined) {
    if (boot !== ourBoot) return true;
    if (namespace !== ourNamespace) return false;
  }
  if (signal(other.pid) === 'absent') return true;
  const present = stat(other.pid);
  if (present === null) return false;
  return present.ended || (ticks !== undefined && ticks !== present.startTicks);
}
