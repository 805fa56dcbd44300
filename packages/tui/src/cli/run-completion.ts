import {
  type CommandDefinition,
  complete,
  knownNames,
  noNames,
  readGlobals,
  wantedNames,
} from '@lifeboat/core';
import type { CliParts } from './run-cli.ts';

/**
 * What may be put on a shell's line as it is. Names of blobs are not ours: one with `$(…)` in it would
 * be run by whoever completes it and presses Enter.
 */
const harmless = /^[\p{L}\p{N}_.:@/=+,%-]+$/u;

/**
 * `apim __complete WORDS…`, called by the shells' scripts: one candidate a line, value, tab,
 * summary. Never says a word of its own: an error here must not tear somebody's prompt.
 */
export async function runCompletion(
  { argv, open, stdout }: CliParts,
  grammar: readonly CommandDefinition[],
): Promise<number> {
  const words = argv.slice(1);
  const wanted = wantedNames(grammar, words);
  let names = noNames;
  if (wanted !== null) {
    try {
      // The configuration that the line itself names, if it does.
      const configurationPath = readGlobals(words.slice(0, -1)).config;
      const lifeboat = await open({ configurationPath, readOnly: true, lenient: true });
      names = await knownNames(lifeboat, wanted);
      await lifeboat.close();
    } catch {
      // Commands and flags complete all the same.
    }
  }
  for (const { value, summary } of complete({ grammar, words, names })) {
    if (!harmless.test(value)) continue;
    stdout.write(`${value}\t${summary.replaceAll(/\p{Cc}/gu, ' ')}\n`);
  }
  return 0;
}
