import { type Check, verdictsOf } from '../domain/check.ts';
import type { Look, ServiceResource } from '../ports/azure.ts';

/**
 * Whether the standby's resource group lives elsewhere than the service. What the group knows of its
 * resources lives in its own region; while that is down, they may not be changed. Source: Azure
 * Proactive Resiliency Library, RG-1 (read 2026-11-24).
 */
export function checkStandbyGroup(
  service: Look<Pick<ServiceResource, 'region'>>,
  group: Look<{ name: string; region: string }>,
): Check {
  const is = verdictsOf({ name: 'standby-group', threshold: 'not in the region of the service' });
  if (!group.seen) return is.unknown(group.why);
  if (!service.seen) return is.unknown(service.why);
  const { name, region } = group.value;
  if (region !== service.value.region) return is.pass(`${name} lives in ${region}`);
  return is.warn(
    `the standby's resource group ${name} lives in ${region} too: while that region is down, Azure may refuse to change what is in it`,
    'Move the standby into a resource group of another region; the service itself stays where it is.',
  );
}
