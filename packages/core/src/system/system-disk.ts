import { readFileSync } from 'node:fs';
import { access, constants, realpath, statfs } from 'node:fs/promises';
import type { Disk } from '../ports/system.ts';
import { fileSystemOf, mountTypeOf } from './file-systems.ts';

/**
 * The real disk. The file system is told by its number on Linux; elsewhere only a Windows network
 * path is known to be one. Rejects when the folder does not exist.
 */
export function systemDisk(): Disk {
  return {
    async look(folder) {
      const path = await realpath(folder);
      const facts = await statfs(path);
      return {
        freeBytes: facts.bavail * facts.bsize,
        writable: await access(path, constants.W_OK).then(
          () => true,
          () => false,
        ),
        ...kindOf(path, facts.type),
      };
    },
  };
}

function kindOf(path: string, magic: number): { fileSystem: string; network: boolean } {
  if (process.platform === 'linux') {
    const { name, network } = fileSystemOf(magic, () => mountType(path));
    return { fileSystem: name, network };
  }
  // `\\server\share`; the realpath of a mapped drive is one too.
  const network = process.platform === 'win32' && path.startsWith('\\\\');
  return { fileSystem: network ? 'smb' : 'unknown', network };
}

function mountType(path: string): string | null {
  try {
    return mountTypeOf(path, readFileSync('/proc/self/mountinfo', 'utf8'));
  } catch {
    return null;
  }
}
