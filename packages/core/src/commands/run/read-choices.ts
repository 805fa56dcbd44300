import { nearest } from '../../domain/nearest.ts';

/** One thing of a numbered list: what it stands for, and a name it may be called by. */
export type Choosable = { value: string; name: string };

/** What a line picks from a numbered list, in its own order, or what is wrong with the line. */
export type ChoicesRead = { ok: true; values: string[] } | { ok: false; words: string };

/**
 * Reads a line that picks several things from a numbered list: numbers and ranges (`1,3` or
 * `1 3-5`), names, values, in any mixture, or `all`. Nothing is picked twice. Pure.
 * `all` stands for the given values, which need not be the whole list.
 */
export function readChoices(
  typed: string,
  list: readonly Choosable[],
  all: readonly string[],
): ChoicesRead {
  const words = joinRanges(typed)
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const picked = new Set<string>();
  for (const word of words) {
    const read = word.toLowerCase() === 'all' ? readAll(all) : readWord(word, list);
    if (!read.ok) return read;
    for (const value of read.values) picked.add(value);
  }
  if (picked.size === 0) return { ok: false, words: `Please answer. ${howTo(list.length)}` };
  return { ok: true, values: [...picked] };
}

/** Whoever writes `3 - 5` means a range too. */
function joinRanges(typed: string): string {
  return typed.replace(/(?<=^|[\s,;])(\d+)\s*[-–]\s*(\d+)(?=$|[\s,;])/g, '$1-$2');
}

function readAll(all: readonly string[]): ChoicesRead {
  if (all.length > 0) return { ok: true, values: [...all] };
  return {
    ok: false,
    words: 'None of these can be backed up. Choose by number all the same, or Ctrl-C.',
  };
}

function readWord(word: string, list: readonly Choosable[]): ChoicesRead {
  const range = /^(\d+)(?:-(\d+))?$/.exec(word);
  // A name may be a number; the list's own numbers are what is on the screen.
  if (range !== null) return readRange(Number(range[1]), Number(range[2] ?? range[1]), list);
  const wanted = word.toLowerCase();
  const byValue = list.filter(({ value }) => value.toLowerCase() === wanted);
  const found =
    byValue.length > 0 ? byValue : list.filter(({ name }) => name.toLowerCase() === wanted);
  if (found.length > 0) return { ok: true, values: found.map(({ value }) => value) };
  const near = nearest(
    word,
    list.map(({ name }) => name),
  );
  const meant = near === null ? howTo(list.length) : `Did you mean ${near}?`;
  return { ok: false, words: `Nothing in the list is called "${word}". ${meant}` };
}

function readRange(from: number, to: number, list: readonly Choosable[]): ChoicesRead {
  const [first, last] = from <= to ? [from, to] : [to, from];
  const wrong = first < 1 ? first : last > list.length ? last : null;
  if (wrong !== null) {
    return { ok: false, words: `There is no ${wrong} in the list. ${howTo(list.length)}` };
  }
  return { ok: true, values: list.slice(first - 1, last).map(({ value }) => value) };
}

function howTo(length: number): string {
  const numbers =
    length === 1 ? 'Type 1' : `Type numbers from 1 to ${length}, such as ${example(length)}`;
  return `${numbers}, or all.`;
}

function example(length: number): string {
  return length < 3 ? '"1 2"' : length < 5 ? '"1,3"' : '"1 3-5"';
}
