const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** The size of a blob for people: `4.2 MB`, decimal as Azure's portal counts; bytes in. */
export function sizeWords(bytes: number): string {
  let size = bytes;
  let at = 0;
  while (size >= 999.5 && at < units.length - 1) {
    size /= 1_000;
    at += 1;
  }
  const digits = at === 0 || size >= 99.5 ? 0 : 1;
  return `${size.toFixed(digits)} ${units[at]}`;
}
