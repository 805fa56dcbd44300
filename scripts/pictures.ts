import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

// Draws the pictures of the terminal UI into docs/pictures: `pnpm pictures [FOLDER]`.

const root = join(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? join(root, 'docs/pictures'));

// Node runs no TSX, so what draws is bundled first; beside this file, where its packages are found.
const folder = await mkdtemp(join(import.meta.dirname, '.pictures-'));
try {
  const file = join(folder, 'draw.js');
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await build({
    entryPoints: [join(import.meta.dirname, 'pictures/draw.ts')],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    external: ['react-devtools-core'],
    banner: {
      js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  const { draw }: typeof import('./pictures/draw.ts') = await import(file);
  await mkdir(out, { recursive: true });
  for await (const { name, svg } of draw()) {
    if (svg === null) {
      process.stdout.write(`${name}: its screen does not exist yet\n`);
      continue;
    }
    await writeFile(join(out, `${name}.svg`), svg);
    process.stdout.write(`${name}.svg: ${(svg.length / 1_000).toFixed(1)} kB\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
// The reader of the last one may still sleep.
process.exit(0);
