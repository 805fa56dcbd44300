import * as z from 'zod/mini';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Assert, SameType } from '../records/same-type.ts';

const text = z.nullable(z.string());

const auditEntry = z.object({
  at: z.string(),
  event: z.enum([
    'intent',
    'attempt',
    'acceptance',
    'outcome',
    'abandon',
    'refusal',
    'command',
    'note',
    'import',
    'sign-in',
    'recovery',
    'hold',
    'release',
    'pause',
    'resume',
    'snooze',
    'approval',
    'decision',
    'break-glass',
    'force',
    'delete',
    'undelete',
    'schedule',
    'notify',
    'archive',
    'export',
  ]),
  who: z.string(),
  host: z.string(),
  door: z.string(),
  subject: text,
  operation: text,
  what: z.string(),
  why: text,
  record: z.nullable(z.record(z.string(), z.unknown())),
});

/** Compiles only while the schema and the domain type are the same. */
export type SchemaIsTheType = Assert<SameType<z.infer<typeof auditEntry>, AuditEntry>>;

/** One line of the audit file; null when it is torn or not an entry. */
export function parseLine(line: string): AuditEntry | null {
  try {
    const result = z.safeParse(auditEntry, JSON.parse(line));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
