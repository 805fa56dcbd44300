import { readFile } from 'node:fs/promises';

/** Ticks of the kernel's account of a process. Source: proc(5), `sysconf(_SC_CLK_TCK)`, 100 on Linux. */
const ticksPerSecond = 100;

/** Resident memory of a process. MB (10^6 bytes). Linux only. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  return (kib * 1_024) / 1_000_000;
}

/** User and system time that a process used, all its threads. Milliseconds, in steps of 10. Linux only. */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name may hold spaces; the 12th and 13th field behind it are utime and stime.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
}
