import * as z from 'zod/mini';
import type { Purpose } from '../domain/backup.ts';
import type { StorageAccess } from '../domain/configuration.ts';
import { type Instant, parseInstant } from '../domain/instant.ts';

/** What a companion tells of its backup; every field may be missing in a foreign or older one. */
export type Companion = {
  resourceId: string | null;
  label: string | null;
  tier: string | null;
  region: string | null;
  purpose: Purpose | null;
  createdAt: Instant | null;
  estimated: boolean;
  operation: string | null;
  access: StorageAccess | null;
  /** Client id of the user-assigned identity it was made with. */
  clientId: string | null;
  settings: Record<string, unknown> | null;
};

const text = z.nullish(z.string());
const shape = z.object({
  lifeboat: z.number(),
  resourceId: text,
  label: text,
  tier: text,
  region: text,
  purpose: z.nullish(z.enum(['manual', 'scheduled', 'fresh', 'safety'])),
  createdAt: text,
  estimated: z.nullish(z.boolean()),
  operation: text,
  access: z.nullish(z.enum(['system-identity', 'user-identity', 'access-key'])),
  clientId: text,
  settings: z.nullish(z.record(z.string(), z.unknown())),
});

/** Reads a companion; null when it is not one. Never throws: the text comes from outside. */
export function readCompanion(body: string): Companion | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  const read = shape.safeParse(value);
  if (!read.success) return null;
  const found = read.data;
  return {
    resourceId: found.resourceId ?? null,
    label: found.label ?? null,
    tier: found.tier ?? null,
    region: found.region ?? null,
    purpose: found.purpose ?? null,
    createdAt: parseInstant(found.createdAt ?? null),
    estimated: found.estimated ?? true,
    operation: found.operation ?? null,
    access: found.access ?? null,
    clientId: found.clientId ?? null,
    settings: found.settings ?? null,
  };
}
