import { chmod } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// Bundles `apim-slackbot` into dist/, or the folder given.

const folder = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(folder, 'dist'));
const entry = join(out, 'apim-slackbot.js');

await build({
  absWorkingDir: folder,
  entryPoints: { 'apim-slackbot': 'src/main.ts' },
  outdir: out,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  legalComments: 'none',
  // CommonJS packages ask for Node's own modules with `require`, which ES modules lack.
  banner: {
    js: "#!/usr/bin/env node\nimport{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
await chmod(entry, 0o755);
