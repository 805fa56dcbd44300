import type { AuditEntry } from '../domain/audit.ts';

/** The append-only trail. Appending resolves when the line is on disk (fsync). */
export type Audit = {
  append(entry: AuditEntry): Promise<void>;
  /** The last `limit` entries, oldest first; unreadable lines are counted, not thrown. */
  read(limit: number): Promise<{ entries: AuditEntry[]; unreadable: number }>;
};
