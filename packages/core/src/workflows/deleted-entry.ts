import type { AuditEntry } from '../domain/audit.ts';
import type { Backup } from '../domain/backup.ts';
import { isoTime } from '../domain/instant.ts';
import type { Ports } from '../ports/ports.ts';

/** The audit line of a deletion that Azure confirmed; enough to mark the backup when the store is rebuilt. */
export function deletedEntry(
  { clock, thisProcess }: Pick<Ports, 'clock' | 'thisProcess'>,
  { id, label, account, container, name, operation, url, etag }: Backup,
): AuditEntry {
  const { who, host, door } = thisProcess.requester;
  return {
    at: isoTime(clock.now()),
    event: 'delete',
    who,
    host,
    door,
    subject: label,
    operation,
    what: `deleted the backup ${id}: ${account}/${container}/${name}`,
    why: 'prune',
    record: { backup: id, url, etag },
  };
}
