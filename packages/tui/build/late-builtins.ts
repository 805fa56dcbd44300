import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Loads Node's own modules when something of them is first used, not when a file names them: TLS,
 * child processes or SQLite are then paid for by the commands that need them. It also passes by what
 * an `import` of such a module does beside loading it: it reads every member once, which for
 * `node:util` alone loads streams and worker threads (24 ms of `apim status`, measured 2026-11-23).
 */
export function lateBuiltins(): Plugin {
  return {
    name: 'late-builtins',
    setup(build) {
      build.onResolve({ filter: /^node:/ }, async ({ path, kind, importer }) => {
        const isOurs = /[\\/]packages[\\/][a-z]+[\\/]src[\\/]/.test(importer);
        // Packages may want the very module, to extend it or to replace something in it.
        if (kind !== 'import-statement' || !isOurs || !isKnown(path)) return null;
        const names = namesFrom(path, await readFile(importer, 'utf8'));
        const suffix = names.length === 0 ? '' : `?${names.join()}`;
        return { path, suffix, namespace: 'late-builtin', sideEffects: false };
      });
      build.onLoad({ filter: /.*/, namespace: 'late-builtin' }, ({ path, suffix }) => ({
        contents: standIn(path, suffix === '' ? [] : suffix.slice(1).split(',')),
        loader: 'js',
      }));
    },
  };
}

/** All but those that exist under `node:` only and not in every version, such as `node:sqlite`. */
function isKnown(path: string): boolean {
  return builtinModules.includes(path.slice('node:'.length));
}

/** What a file takes of a module by name; nothing when it takes all of it. A bundle copies each member once. */
function namesFrom(path: string, text: string): string[] {
  const named = new RegExp(`^import \\{([^}]*)\\} from '${path}';$`, 'gm');
  const names = [...text.matchAll(named)].flatMap(([, list = '']) => list.split(','));
  return names
    .map((name) => name.trim().replace(/ as .*$/, ''))
    .filter((name) => name !== '' && !name.startsWith('type '))
    .toSorted();
}

function standIn(path: string, wanted: readonly string[]): string {
  // getBuiltinModule answers the same for every path that this build's Node knows.
  const names = wanted.length > 0 ? wanted : Object.keys(process.getBuiltinModule(path) ?? {});
  const members = names.map(
    (name) => `get ${JSON.stringify(name)}(){return real(${JSON.stringify(name)})}`,
  );
  return `const real=(name)=>process.getBuiltinModule(${JSON.stringify(path)})[name];\nmodule.exports={${members.join(',')}};\n`;
}
