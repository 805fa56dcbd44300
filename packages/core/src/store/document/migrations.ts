import type { RecordKind } from '../../ports/store.ts';
import { schemaVersion } from './format.ts';

/** A JSON object of any shape. */
export type JsonObject = Record<string, unknown>;

/** Takes a document of schema `from` to `from + 1`. No record may be lost on the way. */
export type Migration = { from: number; up(document: JsonObject): JsonObject };

const firstKinds: readonly RecordKind[] = [
  'backup',
  'operation',
  'service',
  'lease',
  'beat',
  'warning',
];

/** All of them, oldest first. */
export const migrations: readonly Migration[] = [
  {
    // Before the first release the kinds lay at the top, each a map by id, and the map's key was
    // the only place where the id was.
    from: 0,
    up(document) {
      const { schema: _, ...rest } = document;
      const records: JsonObject = {};
      for (const kind of firstKinds) {
        const map = rest[kind];
        if (!isObject(map)) continue;
        delete rest[kind];
        records[kind] = Object.entries(map).map(([id, record]) =>
          isObject(record) && !('id' in record) ? { id, ...record } : record,
        );
      }
      return { ...rest, schema: 1, revision: rest.revision ?? 0, records, misfits: [] };
    },
  },
  {
    // Settings may lie apart now and be named by a key; where they lie in the record they still count.
    from: 1,
    up: (document) => ({ ...document, schema: 2, sharedSettings: [] }),
  },
];

/** The schema a parsed file has; null when it is no store at all. */
export function schemaOf(value: unknown): number | null {
  if (!isObject(value)) return null;
  const { schema } = value;
  if (typeof schema === 'number' && Number.isInteger(schema) && schema >= 0) return schema;
  if (schema !== undefined) return null;
  return firstKinds.some((kind) => isObject(value[kind])) ? 0 : null;
}

/** The document at the present schema. `schema` must not be newer. */
export function migrate(document: JsonObject, schema: number): JsonObject {
  return migrations
    .filter((migration) => migration.from >= schema && migration.from < schemaVersion)
    .reduce((current, migration) => migration.up(current), document);
}

/** Whether a JSON value is an object, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
