/** Whether every word of a filter is somewhere in these texts; an empty filter keeps everything. */
export function containsWords(texts: readonly (string | null)[], filter: string): boolean {
  const text = texts.join(' ').toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
