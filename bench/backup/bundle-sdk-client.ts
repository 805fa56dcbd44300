import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles the SDK's client the way `apim` is bundled: ES modules, minified, in chunks, its compiled
 * code kept by Node between starts. Gives the file to run.
 */
export async function bundleSdkClient(folder: string): Promise<string> {
  const banner =
    "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);";
  await build({
    entryPoints: { client: join(import.meta.dirname, 'sdk-client.ts') },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    legalComments: 'none',
    banner: { js: banner },
    logLevel: 'error',
  });
  const entry = join(folder, 'start.js');
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const cache = JSON.stringify(join(folder, 'compiled'));
  await writeFile(
    entry,
    `process.getBuiltinModule('node:module').enableCompileCache(${cache});\nawait import('./client.js');\n`,
  );
  return entry;
}
