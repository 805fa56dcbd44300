import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** What the figures were measured on. */
export type Machine = {
  node: string;
  cores: number;
  processor: string;
  /** GB (10^9 bytes). */
  memoryGb: number;
  /** Processes that ran or waited over the last minute: more than the cores means shared figures. */
  load: number;
};

/** This machine, now. */
export function machineFacts(): Machine {
  return {
    node: process.versions.node,
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1e8) / 10,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
