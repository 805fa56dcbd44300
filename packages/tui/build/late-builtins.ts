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
      build.onResolve({ filter: /^node:/ }, ({ path, kind, importer }) => {
        const isOurs = /[\\/]packages[\\/][a-z]+[\\/]src[\\/]/.test(importer);
        // Packages may want the very module, to extend it or to replace something in it.
        return kind === 'import-statement' && isOurs && isKnown(path)
          ? { path, namespace: 'late-builtin', sideEffects: false }
          : null;
      });
      build.onLoad({ filter: /.*/, namespace: 'late-builtin' }, ({ path }) => ({
        contents: standIn(path),
        loader: 'js',
      }));
    },
  };
}

/** All but those that exist under `node:` only and not in every version, such as `node:sqlite`. */
function isKnown(path: string): boolean {
  return builtinModules.includes(path.slice('node:'.length));
}

function standIn(path: string): string {
  // getBuiltinModule answers the same for every path that this build's Node knows.
  const names = Object.keys(process.getBuiltinModule(path) ?? {});
  const members = names.map(
    (name) => `get ${JSON.stringify(name)}(){return real(${JSON.stringify(name)})}`,
  );
  return `const real=(name)=>process.getBuiltinModule(${JSON.stringify(path)})[name];\nmodule.exports={${members.join(',')}};\n`;
}
