import type { Az } from './az.ts';

/** What `az … --help` tells of a command. */
export type AzCommand = {
  /** Every flag and its short forms. */
  flags: ReadonlySet<string>;
  /** The flags that must be given, each with its other spellings. */
  required: readonly (readonly string[])[];
};

/** A line of the Azure CLI, taken apart. */
export type AzLine = { command: readonly string[]; flags: readonly string[] };

/** Takes a line apart: words up to the first flag are the command's name. */
export function readAzLine(line: string): AzLine {
  const words = (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).slice(1);
  const first = words.findIndex((word) => word.startsWith('-'));
  return {
    command: first < 0 ? words : words.slice(0, first),
    flags: words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split('=')[0] ?? ''),
  };
}

/** What az says of a command; null when it knows none of that name. */
export async function askAzHelp({ az }: Az, command: readonly string[]): Promise<AzCommand | null> {
  const { code, stdout } = await az(...command, '--help');
  if (code !== 0 || !stdout.includes(`\nCommand\n    az ${command.join(' ')}`)) return null;
  return readAzHelp(stdout);
}

/** Reads the list of arguments; a list of spellings may go over several lines, up to its colon. */
export function readAzHelp(text: string): AzCommand {
  const flags = new Set<string>();
  const required: string[][] = [];
  let spellings: string[] = [];
  for (const line of text.split('\n')) {
    const [, head, colon] = /^ {4}(-[^:]*?)(?:\s+(:) .*)?$/.exec(line) ?? [];
    if (head === undefined) {
      spellings = [];
      continue;
    }
    for (const word of head.split(/\s+/)) if (/^--?[a-z]/.test(word)) spellings.push(word);
    if (colon === undefined) continue;
    for (const spelling of spellings) flags.add(spelling);
    if (line.includes('[Required]')) required.push(spellings);
    spellings = [];
  }
  return { flags, required };
}
