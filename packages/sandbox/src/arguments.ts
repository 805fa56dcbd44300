import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type SandboxOptionsInput, sandboxOptionsSchema } from './options.ts';

/** What the command line asked for. */
export type Arguments =
  | { kind: 'run'; options: SandboxOptionsInput; configOut: string | null }
  | { kind: 'help' }
  | { kind: 'wrong'; message: string };

/** Flags come from the options' own names: `backupSeconds` is `--backup-seconds`. */
const flags = Object.keys(sandboxOptionsSchema.shape).map((option) => ({
  option,
  flag: option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  isBoolean: z.boolean().safeParse(defaults()[option]).success,
}));

function defaults(): Record<string, unknown> {
  return sandboxOptionsSchema.parse({});
}

/**
 * Reads the command line. Values are read as JSON where they are JSON, so
 * `--retry-after-seconds null` leaves that header out; switches have a `--no-`.
 */
export function readArguments(args: string[]): Arguments {
  const parsed = parse(args);
  if ('message' in parsed) return { kind: 'wrong', message: parsed.message };
  const { help, 'config-out': configOut, ...given } = parsed.values;
  if (help === true) return { kind: 'help' };
  const options: Record<string, unknown> = {};
  for (const { option, flag, isBoolean } of flags) {
    const value = given[flag];
    if (value !== undefined) options[option] = isBoolean ? value : asWritten(option, value);
  }
  const checked = sandboxOptionsSchema.safeParse(options);
  if (!checked.success) return { kind: 'wrong', message: z.prettifyError(checked.error) };
  return {
    kind: 'run',
    options: checked.data,
    configOut: typeof configOut === 'string' ? configOut : null,
  };
}

/** How to call the sandbox, with every flag and its default. */
export function usage(): string {
  const values = defaults();
  const lines = flags.map(({ option, flag, isBoolean }) =>
    isBoolean
      ? `  --[no-]${flag}  (${values[option]})`
      : `  --${flag} VALUE  (${values[option] ?? 'chosen at start'})`,
  );
  return [
    'node packages/sandbox/src/main.ts [flags]',
    '',
    'Runs a pretend Azure on loopback until ctrl-c. Durations are in its own time.',
    '',
    ...lines,
    '  --config-out FILE  write the configuration to FILE too',
    '',
  ].join('\n');
}

type Values = Record<string, string | boolean | undefined>;

function parse(args: string[]): { values: Values } | { message: string } {
  const options = Object.fromEntries([
    ...flags.map(({ flag, isBoolean }) => [
      flag,
      { type: isBoolean ? ('boolean' as const) : ('string' as const) },
    ]),
    ['config-out', { type: 'string' as const }],
    ['help', { type: 'boolean' as const, short: 'h' }],
  ]);
  try {
    const { values } = parseArgs({ args, options, allowNegative: true });
    return { values: values as Values };
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

/** Text options stay text, also when they look like a number. */
function asWritten(option: string, value: string | boolean): unknown {
  const isText = option === 'seed' || option === 'stateDir' || option === 'start';
  if (isText || typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
