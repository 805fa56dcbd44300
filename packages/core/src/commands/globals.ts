import { parseArgs } from 'node:util';
import type { FlagSpec } from './definition.ts';

/** What holds for every command. */
export type Globals = {
  json: boolean;
  plain: boolean;
  color: boolean;
  readOnly: boolean;
  quiet: boolean;
  help: boolean;
  version: boolean;
  /** Another configuration file; null for the usual one. */
  config: string | null;
};

/** The flags that every command takes, with their short forms. */
export const globalFlags: readonly (FlagSpec & { short?: string })[] = [
  { name: 'json', summary: 'Answer with exactly one JSON document on stdout', value: null },
  {
    name: 'plain',
    summary: 'No colour and nothing that is rewritten in place: for logs and screen readers',
    value: null,
  },
  { name: 'no-color', summary: 'No colour', value: null },
  { name: 'quiet', short: 'q', summary: 'No talk and no progress; errors still', value: null },
  { name: 'read-only', summary: 'Refuse all that changes Azure', value: null },
  {
    name: 'config',
    summary: 'Read this configuration file',
    value: { kind: 'text', placeholder: 'FILE' },
  },
  { name: 'help', short: 'h', summary: 'Explain the command instead of running it', value: null },
  { name: 'version', short: 'V', summary: 'Print the version', value: null },
];

/** Flags in the form `parseArgs` takes them. */
export function parseOptions(
  flags: readonly (FlagSpec & { short?: string })[],
): Record<string, { type: 'string' | 'boolean'; short?: string }> {
  return Object.fromEntries(
    flags.map((flag) => [
      flag.name,
      {
        type: flag.value === null ? ('boolean' as const) : ('string' as const),
        ...(flag.short === undefined ? {} : { short: flag.short }),
      },
    ]),
  );
}

/**
 * The global flags of a line, wherever they stand before a `--`. Never throws: it also serves
 * lines that are wrong, so that their error is shown the way that was asked for.
 */
export function readGlobals(words: readonly string[]): Globals {
  const { tokens } = parseArgs({
    args: [...words],
    options: parseOptions(globalFlags),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const found = new Map<string, string | undefined>();
  for (const token of tokens) if (token.kind === 'option') found.set(token.name, token.value);
  return {
    json: found.has('json'),
    plain: found.has('plain'),
    color: !found.has('no-color'),
    readOnly: found.has('read-only'),
    quiet: found.has('quiet'),
    help: found.has('help'),
    version: found.has('version'),
    config: found.get('config') ?? null,
  };
}
