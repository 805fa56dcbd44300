import type { ValuePath } from '../mistake.ts';
import type { PlacedValue } from '../place-values.ts';

/** A mistake before its place in the text is known. */
export type Finding = {
  path: ValuePath;
  message: string;
  suggestion?: string | null;
  /** Whether the key or the value is wrong; the value unless given. */
  of?: 'key' | 'value';
};

/** The file as data that nobody has checked yet: a block of unknown keys. */
export type Loose = Readonly<Record<string, unknown>>;

/** One cross check. It takes data of any shape and never throws. */
export type CrossCheck = (file: Loose, placed: PlacedValue) => Finding[];

/** The keys of a block; whatever else stands there has none. */
export function entry(value: unknown): Loose {
  // An object of unknown keys, read as such.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Loose)
    : {};
}

/** The named blocks of a block. */
export function entries(value: unknown): [string, Loose][] {
  return Object.entries(entry(value)).map(([name, each]) => [name, entry(each)]);
}

/** The entries of a list; whatever else stands there has none. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text; null for anything else. */
export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
