import type { Check } from '../domain/check.ts';
import type { Disk } from '../ports/system.ts';

/** Below this a store of 5,000 records and its copy may not fit any more. Bytes. */
const enoughBytes = 100 * 1024 * 1024;

/** Whether the memory lies on a local disk with room, where we may write. */
export function checkLocalDisk(folder: string, facts: Awaited<ReturnType<Disk['look']>>): Check {
  const freeMb = Math.floor(facts.freeBytes / (1024 * 1024));
  const base = { name: 'local-disk', threshold: 'local, writable, 100 MB free' };
  const where = `${folder} (${facts.fileSystem}, ${freeMb} MB free)`;
  const elsewhere = 'Set LIFEBOAT_STATE_DIR to a folder of yours on a local disk.';
  if (facts.network) {
    return {
      ...base,
      verdict: 'fail',
      measured: `${where} is on a network file system, whose locks cannot be trusted`,
      remedy: elsewhere,
      code: 'store-on-network',
    };
  }
  if (!facts.writable) {
    return {
      ...base,
      verdict: 'fail',
      measured: `${where} cannot be written`,
      remedy: elsewhere,
      code: 'store-unwritable',
    };
  }
  if (facts.freeBytes < enoughBytes) {
    return { ...base, verdict: 'warn', measured: where, remedy: 'Make room.', code: null };
  }
  return { ...base, verdict: 'pass', measured: where, remedy: null, code: null };
}
