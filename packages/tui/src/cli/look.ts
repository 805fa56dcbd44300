import type { styleText } from 'node:util';
import type { Globals, Tone } from '@lifeboat/core';

/** The environment's variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where text goes: what is used of a stream. */
export type Output = {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** How text may look on one stream. */
export type Look = {
  /** Width to wrap at; null where lines may be of any length (not a terminal). */
  columns: number | null;
  rows: number | null;
  color: boolean;
  unicode: boolean;
  /** Whether lines may be rewritten in place. */
  rewrites: boolean;
  /** How each tone looks; the command line's own colours unless given. */
  styles?: Readonly<Record<Tone, ToneLook>>;
};

/** Attributes by the names of `node:util`; null for none. */
export type ToneLook = Parameters<typeof styleText>[0] | null;

/** What a stream can show, decided from the stream, the environment and the flags. */
export function lookOf(
  stream: Pick<Output, 'isTTY' | 'columns' | 'rows'>,
  options: {
    environment: Environment;
    globals: Pick<Globals, 'color' | 'plain'>;
    platform: string;
  },
): Look {
  const { environment, globals, platform } = options;
  const terminal = stream.isTTY === true;
  const dumb = environment.TERM === 'dumb';
  return {
    columns: terminal ? Math.max(20, stream.columns ?? 80) : null,
    rows: terminal ? (stream.rows ?? 24) : null,
    color: globals.color && !globals.plain && wantsColor(environment, terminal && !dumb),
    unicode: hasUnicode(environment, platform),
    rewrites: terminal && !dumb && !globals.plain,
  };
}

/** `NO_COLOR` wins (no-color.org), then `FORCE_COLOR`, then whether it is a terminal. */
function wantsColor(environment: Environment, terminal: boolean): boolean {
  if ((environment.NO_COLOR ?? '') !== '') return false;
  const force = environment.FORCE_COLOR ?? '';
  if (force !== '') return force !== '0' && force !== 'false';
  return terminal;
}

/** The locale's character set, as POSIX orders the variables; macOS and Windows default to UTF-8. */
function hasUnicode(environment: Environment, platform: string): boolean {
  const locale = [environment.LC_ALL, environment.LC_CTYPE, environment.LANG].find(
    (value) => value !== undefined && value !== '',
  );
  if (locale === undefined) return platform === 'darwin' || platform === 'win32';
  return /utf-?8/i.test(locale);
}
