import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** The SDK's client as files to run. */
export type SdkClient = {
  /** In chunks and minified as `apim` is, its compiled code kept by Node between starts. */
  bundled: string;
  /** With its packages as they are installed, which is how a script is mostly run. */
  installed: string;
};

const source: BuildOptions = {
  entryPoints: { client: join(import.meta.dirname, 'sdk-client.ts') },
  format: 'esm',
  platform: 'node',
  target: 'node24',
  bundle: true,
  logLevel: 'error',
};

/** Makes both in folders of their own; the installed one lies where the bench's packages are found. */
export async function bundleSdkClient(folder: string): Promise<SdkClient> {
  const banner =
    "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);";
  await build({
    ...source,
    outdir: folder,
    splitting: true,
    minify: true,
    legalComments: 'none',
    banner: { js: banner },
  });
  const bundled = join(folder, 'start.js');
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const cache = JSON.stringify(join(folder, 'compiled'));
  await writeFile(
    bundled,
    `process.getBuiltinModule('node:module').enableCompileCache(${cache});\nawait import('./client.js');\n`,
  );
  const beside = join(import.meta.dirname, '../node_modules/.sdk-client');
  await mkdir(beside, { recursive: true });
  await build({ ...source, outdir: beside, packages: 'external', outExtension: { '.js': '.mjs' } });
  return { bundled, installed: join(beside, 'client.mjs') };
}
