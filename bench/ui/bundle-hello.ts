import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the bare app as `apim` is bundled, its compiled code kept; gives the file to start. */
export async function bundleHello(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: { hello: join(import.meta.dirname, 'hello.tsx') },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    legalComments: 'none',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    external: ['react-devtools-core'],
    banner: {
      js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const start = join(folder, 'start.js');
  const cache = JSON.stringify(join(folder, 'compiled'));
  await writeFile(
    start,
    `process.getBuiltinModule('node:module').enableCompileCache(${cache});\nawait import('./hello.js');\n`,
  );
  return start;
}
