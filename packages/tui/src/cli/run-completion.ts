import { type CommandDefinition, complete, knownNames, needsNames, noNames } from '@lifeboat/core';
import type { CliParts } from './run-cli.ts';

/**
 * `apim __complete WORDS…`, called by the shells' scripts: one candidate a line, value, tab,
 * summary. Never says a word of its own: an error here must not tear somebody's prompt.
 */
export async function runCompletion(
  { argv, open, stdout }: CliParts,
  grammar: readonly CommandDefinition[],
): Promise<number> {
  const words = argv.slice(1);
  let names = noNames;
  if (needsNames(grammar, words)) {
    try {
      const lifeboat = await open({ configurationPath: null, readOnly: true, lenient: true });
      names = await knownNames(lifeboat);
      await lifeboat.close();
    } catch {
      // Commands and flags complete all the same.
    }
  }
  for (const { value, summary } of complete({ grammar, words, names })) {
    stdout.write(`${value}\t${summary}\n`);
  }
  return 0;
}
