import type { AuditEntry } from '../domain/audit.ts';
import type { Audit } from '../ports/audit.ts';

/** An audit trail that keeps its entries. */
export type MemoryAudit = Audit & { readonly entries: readonly AuditEntry[] };

/** An empty {@link MemoryAudit}. */
export function memoryAudit(): MemoryAudit {
  const entries: AuditEntry[] = [];
  return {
    entries,
    async append(entry) {
      entries.push(structuredClone(entry));
    },
    async read(limit) {
      return { entries: limit <= 0 ? [] : entries.slice(-limit), unreadable: 0 };
    },
  };
}
