import * as z from 'zod/mini';
import { recordSchemas } from './record-schemas.ts';

/** Why a value is not a record of `kind`: the first place that does not fit; null when it fits. */
export function misfitReason(kind: string, value: unknown): string | null {
  if (!isKnownKind(kind)) return carriesId(value) ? null : 'it has no id';
  const result = z.safeParse(recordSchemas[kind], value);
  if (result.success) return null;
  const [issue] = result.error.issues;
  return `${issue?.path.join('.') || 'record'}: ${issue?.message ?? 'invalid'}`;
}

function isKnownKind(kind: string): kind is keyof typeof recordSchemas {
  return Object.hasOwn(recordSchemas, kind);
}

/** All that can be asked of a kind only a newer Lifeboat knows. */
function carriesId(value: unknown): value is { id: string } {
  return (
    typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
  );
}
