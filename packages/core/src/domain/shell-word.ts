/** One word of a command line: as it is where nothing in it means anything to a shell, else in double quotes. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `"${text.replaceAll(/[\\"$`]/g, String.raw`\$&`)}"`;
}
