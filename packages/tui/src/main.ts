import { version } from '@lifeboat/core/version';

// Runs before anything else is loaded, on any Node from 20 on: only what that Node can parse may be
// imported above, and everything else is loaded behind the check.
const neededNode = 24;
const words = process.argv.slice(2);

if (Number.parseInt(process.versions.node, 10) < neededNode) {
  process.stderr.write(
    `Lifeboat needs Node ${neededNode} or newer; this is ${process.versions.node}. Install it from nodejs.org, or run apim with one that is new enough.\n`,
  );
  process.exitCode = 2;
} else if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  // What scripts ask most costs no more than Node itself.
  process.stdout.write(`${version}\n`);
} else {
  const { compileCacheFolder } = await import('./compile-cache.ts');
  // Quicker than an import, which reads every member.
  const { enableCompileCache } = process.getBuiltinModule('node:module');
  const { homedir } = process.getBuiltinModule('node:os');
  const system = { environment: process.env, platform: process.platform, homedir: homedir() };
  const folder = compileCacheFolder(system);
  if (folder !== null) enableCompileCache(folder);
  const { boot } = await import('./boot.ts');
  await boot(process, words);
}
