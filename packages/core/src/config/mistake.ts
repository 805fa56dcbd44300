import { LifeboatError } from '../domain/error.ts';

/** A place in a text: both count from 1, as editors do. */
export type Position = { line: number; column: number };

/** One mistake of a configuration: where it is, what is wrong, and what was probably meant. */
export type Mistake = Position & {
  /** Such as `services.contoso-prod.every`; empty for the file as a whole. */
  path: string;
  /** A clause that follows the path: "needs a unit after 30: …". Never holds a value that may be secret. */
  message: string;
  /** The nearest key or value that would do; null when none is near. */
  suggestion: string | null;
};

/** Where a value is in the configuration: keys and list positions. */
export type ValuePath = readonly (string | number)[];

/** The path as people read it: `notify.webhooks[0].url`; unusual keys in quotes. */
export function pathText(path: ValuePath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const key = /^[\w-]+$/.test(step) ? step : JSON.stringify(step);
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

// A broken file may be wrong in every line; nobody reads more than this.
const mistakeLimit = 50;

/**
 * All mistakes as one error, in the order of the file, one a line in its message. Code
 * `config-invalid`; `data.mistakes` has them as data. Bounds: the message and data list the first 50.
 */
export function mistakesError(mistakes: readonly Mistake[], file: string): LifeboatError {
  const sorted = [...mistakes].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  );
  const listed = sorted.slice(0, mistakeLimit);
  const more = sorted.length - listed.length;
  const count = sorted.length === 1 ? 'a mistake' : `${sorted.length} mistakes`;
  const lines = [
    `The configuration ${file} has ${count}:`,
    ...listed.map((mistake) => `  ${mistakeText(mistake)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
  return new LifeboatError('config-invalid', lines.join('\n'), {
    hint: `Mend ${file}; nothing was changed or sent.`,
    data: { file, mistakes: listed },
  });
}

/** One mistake in a line: `line 3, column 1: servces is not a known key; did you mean services?` */
export function mistakeText(mistake: Mistake): string {
  const subject = mistake.path === '' ? 'the file' : mistake.path;
  const meant = mistake.suggestion === null ? '' : `; did you mean ${mistake.suggestion}?`;
  return `line ${mistake.line}, column ${mistake.column}: ${subject} ${mistake.message}${meant}`;
}
