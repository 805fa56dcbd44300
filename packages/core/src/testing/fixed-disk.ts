import type { Disk } from '../ports/system.ts';

/** A disk that always looks the same: local, writable, with room, unless told otherwise. */
export function fixedDisk(facts: Partial<Awaited<ReturnType<Disk['look']>>> = {}): Disk {
  return {
    look: async () => ({
      freeBytes: 10 * 1024 ** 3,
      network: false,
      fileSystem: 'ext4',
      writable: true,
      ...facts,
    }),
  };
}
