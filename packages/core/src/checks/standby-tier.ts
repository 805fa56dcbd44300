import { type Check, verdictsOf } from '../domain/check.ts';
import { sameTier, tierHasBackup } from '../domain/tier.ts';
import type { Look, ServiceResource } from '../ports/azure.ts';

type Seen = Look<Pick<ServiceResource, 'tier'>>;

/** Whether the standby has the tier of the service it stands by for: Azure restores into no other (facts/azure.md 3.1). */
export function checkStandbyTier(service: Seen, standby: Seen): Check {
  const is = verdictsOf({ name: 'standby-tier', threshold: 'that of the service' });
  if (!standby.seen && standby.why.kind === 'absent') {
    return is.fail(
      'the standby does not exist',
      'Create it, or correct `standby:` in the configuration.',
      'service-not-found',
    );
  }
  if (!standby.seen) return is.unknown(standby.why);
  if (!service.seen) return is.unknown(service.why);
  const [wanted, has] = [service.value.tier, standby.value.tier];
  if (!sameTier(wanted, has)) {
    const measured = `the service is ${wanted}, its standby ${has}`;
    return is.fail(measured, `Scale the standby to ${wanted}.`, 'tier-differs');
  }
  if (tierHasBackup(has)) return is.pass(has);
  const remedy = 'Only the classic tiers can be backed up and restored.';
  return is.fail(`${has} has no backup and restore`, remedy, 'tier-has-no-backup');
}
