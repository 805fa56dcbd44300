import * as z from 'zod/mini';
import type { ValuePath } from './mistake.ts';
import { fileShape } from './schema/file.ts';

/**
 * The keys the schema knows at a place, for suggestions; empty where any name may stand. Walks the
 * JSON Schema, since zod offers no public way into its own; called only when a key is wrong.
 */
export function knownKeys(path: ValuePath): string[] {
  let reached: unknown[] = [z.toJSONSchema(fileShape, { io: 'input' })];
  for (const step of path) {
    reached = reached.flatMap(branches).flatMap((schema) => {
      if (typeof step === 'number') return [member(schema, 'items')];
      const named = member(member(schema, 'properties'), step);
      return [named ?? member(schema, 'additionalProperties')];
    });
  }
  return reached.flatMap(branches).flatMap((schema) => {
    const properties = member(schema, 'properties');
    return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  });
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
