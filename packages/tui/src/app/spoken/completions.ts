import { knownNames, type Lifeboat, noNames } from '@lifeboat/core';
import { candidates, namesWanted } from '../../components/palette/candidates.ts';
import { typedWords } from '../../components/palette/typed-words.ts';

/** What may stand at the end of a line, as readline wants it: whole words, and the word they replace. */
export async function completions(line: string, lifeboat: Lifeboat): Promise<[string[], string]> {
  const wanted = namesWanted(line);
  // Without names the rest of the line still completes.
  const names = wanted === null ? noNames : await knownNames(lifeboat, wanted).catch(() => noNames);
  const { words } = typedWords(line);
  const typed = words.at(-1) ?? '';
  const values = candidates(line, names).map(({ value }) => value);
  return [values.map((value) => (/[=:]$/.test(value) ? value : `${value} `)), typed];
}
