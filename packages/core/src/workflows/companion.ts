import type { Backup } from '../domain/backup.ts';
import { isoTime } from '../domain/instant.ts';
import type { Operation } from '../domain/operation.ts';

/**
 * The text of the companion `<name>.json` beside a backup: who, why, which operation, and the
 * service's redacted settings, so that a new machine can rebuild its catalogue from the storage.
 * Holds no secret.
 */
export function companionText(
  backup: Backup,
  operation: Operation,
  clientId: string | null,
): string {
  return `${JSON.stringify(
    {
      lifeboat: 1,
      name: backup.name,
      resourceId: operation.resourceId,
      label: backup.label,
      tier: backup.tier,
      region: backup.region,
      purpose: backup.purpose,
      createdAt: isoTime(backup.createdAt),
      estimated: backup.estimated,
      operation: operation.id,
      who: operation.requester.who,
      why: operation.reason,
      access: operation.access,
      clientId,
      settings: backup.settings,
    },
    null,
    1,
  )}\n`;
}
