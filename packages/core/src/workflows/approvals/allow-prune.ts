import type { Backup } from '../../domain/backup.ts';
import { expiresAt } from '../../domain/backup.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import { nameToType } from '../../domain/name-to-type.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import { shellWord } from '../../domain/shell-word.ts';
import type { PrunePlan, ServicePrune } from '../plan-prune.ts';
import type { Work } from '../work.ts';
import { allowElsewhere, type ElsewhereWish } from './ask-elsewhere.ts';

/**
 * Whether all that a prune would delete may go, before the first of it does: one request for each
 * service whose environment wants a second person, bound to the very blobs.
 * Effects: spends the approvals. Errors: as `allowElsewhere`.
 */
export async function allowPrune(
  work: Work,
  { services }: Pick<PrunePlan, 'services'>,
  { reason, signal }: { reason: string | null; signal: AbortSignal },
): Promise<void> {
  const now = work.ports.clock.now();
  const wishes = services.flatMap((one) => wishOf(one, reason, now) ?? []);
  await allowElsewhere(work, wishes, work.ports.ids.next(), signal);
}

/** Null when nothing of the service goes. */
function wishOf(
  { service, retentions }: ServicePrune,
  reason: string | null,
  now: Instant,
): ElsewhereWish | null {
  const going = retentions.filter(({ goes }) => goes).map(({ backup }) => backup);
  if (going.length === 0) return null;
  const why = reason === null ? '' : ` --reason ${shellWord(reason)}`;
  const keep = service.keepMs === null ? '' : `, older than ${formatDuration(service.keepMs)}`;
  const some = going.length === 1 ? '1 backup' : `${going.length} backups`;
  return {
    kind: 'prune',
    service,
    blobs: going.map(({ url, etag }) => ({ url, etag })),
    summary: [
      `This deletes ${some} of ${service.label}${keep}. Nothing brings them back but soft delete of the storage.`,
      ...going.map((backup) => words(backup, now)),
    ],
    line: `apim prune ${nameToType(service)} --yes${why}`,
    reason,
    breakGlass: null,
  };
}

function words(backup: Backup, now: Instant): string {
  const end = expiresAt(backup);
  const until =
    end <= now ? 'not restorable any more' : `restorable until ${utcTimeAndRelative(end, now)}`;
  return `${backup.id}: made ${utcTimeAndRelative(backup.createdAt, now)}, ${until}.`;
}
