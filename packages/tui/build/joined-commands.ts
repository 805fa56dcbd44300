import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * What a command runs is loaded late in the sources, so that tests and the terminal UI load little.
 * In the bundle each such file, and each part that two of them share, would become a chunk of its own,
 * of which `apim status` would load forty: opening and linking them costs more than reading all
 * commands at once (17 ms, measured 2026-11-23). So their imports are made static; what brings a
 * large library along stays late.
 */
export function joinedCommands(): Plugin {
  return {
    name: 'joined-commands',
    setup(build) {
      build.onLoad(
        { filter: /[\\/]packages[\\/](core|tui)[\\/]src[\\/].*\.ts$/ },
        async ({ path }) => ({
          contents: joined(await readFile(path, 'utf8')),
          loader: 'ts',
        }),
      );
    },
  };
}

/** The files that commands run, the reading of configurations (zod, YAML, cron) left out. */
const light =
  /\bimport\('((?:\.\/run\/(?!init)|(?:\.\.\/)+workflows\/(?!read-companion)|@lifeboat\/core\/node|@lifeboat\/core\/follow|\.\/app\/app-of-process|\.\/index\.ts|@lifeboat\/core\/keep-failure|\.\/completion-scripts|\.\/run-completion)[^']*)'\)/g;

function joined(text: string): string {
  const heads: string[] = [];
  const body = text.replaceAll(light, (_, path: string) => {
    const name = `joined${heads.length}`;
    heads.push(`import * as ${name} from '${path}';`);
    return name;
  });
  // On the last line, so that errors keep their places.
  return heads.length === 0 ? text : `${body}\n${heads.join(' ')}\n`;
}
