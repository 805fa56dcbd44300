import type { Instant } from './instant.ts';
import type { Plan } from './plan.ts';
import { utcTimeAndRelative } from './relative-time.ts';

/**
 * What a person who types the target's name agrees to, in one sentence: the service that is
 * overwritten, by which backup, and when that was made. For the line above the question, since the
 * plan may have scrolled away.
 */
export function whatIsConfirmed(
  plan: Pick<Plan, 'azureName' | 'blobName' | 'from'> & Partial<Pick<Plan, 'fresh'>>,
  now: Instant,
): string {
  const { azureName, blobName, from, fresh = null } = plan;
  if (fresh !== null)
    return `This overwrites ${azureName} with a backup of ${fresh.service} that is made first.`;
  const source = from?.service == null ? '' : ` of ${from.service}`;
  const backup = `${from?.backup ?? blobName}${source}`;
  return `This overwrites ${azureName} with ${backup}, ${madeWords(from, now)}.`;
}

function madeWords(from: Plan['from'], now: Instant): string {
  if (from?.createdAt == null) return 'made at a time that nobody knows';
  const about = from.estimated ? 'about ' : '';
  return `made ${about}${utcTimeAndRelative(from.createdAt, now)}`;
}
