import { readFileSync, readlinkSync } from 'node:fs';

/** A process as `/proc` shows it. Source: proc_pid_stat(5), man-pages 6.9, read 2026-11-23. */
export type ProcStat = {
  /** Ended, and only waits for its parent to notice: state Z or X. */
  ended: boolean;
  /** When it started, in clock ticks since boot (field 22). */
  startTicks: string;
};

/** Reads `/proc/<pid>/stat`; null where there is none. The name in it may hold spaces and brackets. */
export function readProcStat(pid: number | 'self'): ProcStat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state = '', startTicks] = [fields[0], fields[19]];
    if (startTicks === undefined) return null;
    return { ended: state === 'Z' || state === 'X', startTicks };
  } catch {
    return null;
  }
}

/**
 * What the kernel says of this boot and of the process numbers we see: `boot|namespace`; null where
 * it does not say. A pid means something only to those who share both.
 */
export function readNumbering(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot}|${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}
