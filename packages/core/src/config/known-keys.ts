import * as z from 'zod/mini';
import type { ValuePath } from './mistake.ts';
import { fileShape } from './schema/file.ts';

/** The keys that may stand at a place; empty where any name may. */
export type KnownKeys = (path: ValuePath) => string[];

/**
 * What the schema knows, for suggestions. Walks the JSON Schema, since zod offers no public way
 * into its own; that takes milliseconds to make, so it is made on the first question.
 */
export function readKnownKeys(): KnownKeys {
  let schema: unknown;
  return (path) => {
    schema ??= z.toJSONSchema(fileShape, { io: 'input' });
    let reached: unknown[] = [schema];
    for (const step of path) reached = reached.flatMap(branches).map((each) => inside(each, step));
    return reached.flatMap(branches).flatMap((each) => {
      const properties = member(each, 'properties');
      return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
    });
  };
}

function inside(schema: unknown, step: string | number): unknown {
  if (typeof step === 'number') return member(schema, 'items');
  return member(member(schema, 'properties'), step) ?? member(schema, 'additionalProperties');
}

function branches(schema: unknown): unknown[] {
  const several = member(schema, 'anyOf');
  return Array.isArray(several) ? several : [schema];
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  // An object of unknown keys, read by one of its own.
  return (value as Record<string, unknown>)[key];
}
