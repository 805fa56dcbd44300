import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The bundled `apim.js` of this test run. */
    apimProgram: string;
    /** Where all its processes keep their compiled code, so that only the first one compiles. */
    apimCompileCache: string;
  }
}

const build = fileURLToPath(new URL('../../packages/tui/build.ts', import.meta.url));

/**
 * Bundles `apim` once for the whole run, into a folder of its own: what is in `packages/tui/dist` may be
 * old, and may be replaced by another build while tests run. Outside the checkout it also proves that
 * the bundle needs no node_modules beside it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-apim-'));
  await promisify(execFile)(process.execPath, [build, join(folder, 'dist')]);
  project.provide('apimProgram', join(folder, 'dist', 'apim.js'));
  project.provide('apimCompileCache', join(folder, 'compiled'));
  return () => rm(folder, { recursive: true, force: true });
}
