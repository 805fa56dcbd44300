import { LifeboatError, splitLine } from '@lifeboat/core';

/** Flags that agree to what would be asked for; the first takes a value. */
const agreements = { name: '--confirm', yes: '--yes' } as const;

/**
 * A line without what agreed to it once: to be run or offered again. Who agreed then was shown what
 * things were like then, and no single key may overwrite or delete anything.
 */
export function withoutAgreement(line: string): string {
  const { name, yes } = agreements;
  const words = wordsOf(line);
  const cuts = words.flatMap(({ text, start, end }, at) => {
    if (text === yes || text.startsWith(`${name}=`)) return [{ start, end }];
    return text === name ? [{ start, end: words[at + 1]?.end ?? end }] : [];
  });
  return cuts
    .toReversed()
    .reduce((rest, { start, end }) => rest.slice(0, start).trimEnd() + rest.slice(end), line);
}

function wordsOf(line: string): ReturnType<typeof splitLine>['words'] {
  try {
    return splitLine(line).words;
  } catch (error) {
    if (!(error instanceof LifeboatError)) throw error;
    // A quote that is still open: nothing of it can be run either.
    return [];
  }
}
