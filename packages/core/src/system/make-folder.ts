import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing, each with `mode`; one that is there is left
 * as it is. One by one, since Node's own `recursive` never comes back where a folder exists and yet
 * nothing can be made in it: in `/proc/1`, making `x` says ENOENT for ever (seen with Node 24.21).
 * Errors: the system's own, with its `code`.
 */
export function makeFolder(folder: string, mode: number): void {
  const failure = tryToMake(folder, mode);
  if (failure === null || failure.code === 'EEXIST') return;
  const above = dirname(folder);
  if (failure.code !== 'ENOENT' || above === folder) throw failure;
  makeFolder(above, mode);
  const again = tryToMake(folder, mode);
  if (again !== null && again.code !== 'EEXIST') throw again;
}

function tryToMake(folder: string, mode: number): NodeJS.ErrnoException | null {
  try {
    mkdirSync(folder, { mode });
    return null;
  } catch (error) {
    return error as NodeJS.ErrnoException; // what mkdir(2) fails with
  }
}
