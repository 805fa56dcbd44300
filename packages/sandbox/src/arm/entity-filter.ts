import type { Entity } from '../world/model.ts';
import { providerError } from './errors.ts';

const equality = /^([\w./]+)\s+(eq|ne)\s+'?([^']*)'?$/i;
const call = /^(contains|startswith|endswith)\(\s*([\w./]+)\s*,\s*'([^']*)'\s*\)$/i;

/**
 * Reads the `$filter` of a child list: `eq`, `ne`, `contains`, `startswith`,
 * `endswith`, joined by `and`. Errors: 400 ValidationError (text assumed).
 */
export function readEntityFilter(text: string | null): (entity: Entity) => boolean {
  if (text === null || text.trim() === '') return () => true;
  const tests = text.split(/\s+and\s+/i).map((part) => readTest(part.trim()));
  return (entity) => tests.every((holds) => holds(entity));
}

function readTest(part: string): (entity: Entity) => boolean {
  const [, field, operator, expected = ''] = equality.exec(part) ?? [];
  if (field !== undefined) {
    const isWanted = operator?.toLowerCase() === 'eq';
    return (entity) => (fieldOf(entity, field) === expected) === isWanted;
  }
  const [, name = '', path, needle = ''] = call.exec(part) ?? [];
  if (path === undefined) {
    throw providerError(400, 'ValidationError', `The filter '${part}' is not supported.`);
  }
  return (entity) => {
    const value = fieldOf(entity, path).toLowerCase();
    const wanted = needle.toLowerCase();
    if (name.toLowerCase() === 'contains') return value.includes(wanted);
    return name.toLowerCase() === 'startswith' ? value.startsWith(wanted) : value.endsWith(wanted);
  };
}

function fieldOf(entity: Entity, field: string): string {
  const key = field.replace(/^properties[./]/i, '');
  return key === 'name' ? entity.name : String(entity.properties[key] ?? '');
}
