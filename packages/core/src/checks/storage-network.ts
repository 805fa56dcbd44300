import { type Check, verdictsOf } from '../domain/check.ts';
import type { StorageAccess } from '../domain/configuration.ts';
import type { Look } from '../ports/azure.ts';
import type { StorageAccountResource } from '../ports/storage-accounts.ts';

/** Who wants to get in. `region` is null when the service could not be read. */
export type Visitor = { access: StorageAccess; region: string | null; resourceId: string };

const rule = 'a way in for the control plane of the service';
const openIt =
  'Let trusted services in and use `access: system-identity`: az storage account update --bypass AzureServices';

/**
 * Whether the account's firewall lets the service's control plane in, by the way it gets in and by where
 * the account lives now. A private endpoint of the service does not help: the control plane does the
 * copying, not the service's network (facts/azure.md 3.2, read 2026-11-23).
 */
export function checkStorageNetwork(
  account: string,
  look: Look<StorageAccountResource>,
  visitor: Visitor,
): Check {
  const is = verdictsOf({ name: 'storage-network', threshold: rule });
  if (!look.seen) return is.unknown(look.why);
  const { network, primaryRegion } = look.value;
  if (network.publicAccess === 'SecuredByPerimeter') {
    const words = `${account} is inside a network security perimeter; whether API Management gets in is not documented`;
    return is.unknown({ words, remedy: 'Try a backup: only that proves it.' });
  }
  if (network.open) return is.pass(`${account} is open to all networks`);
  const closed = `${account} is behind a firewall`;
  const nearby = visitor.region === primaryRegion;
  // From the same region no public address is seen, so that no rule about addresses can match.
  const byAddress = network.publicAccess === 'Enabled' && network.ipRules > 0 && !nearby;
  const allowIt = `Make sure that the control-plane addresses of ${visitor.region ?? 'its region'} are among those allowed. Or: ${openIt}`;
  switch (visitor.access) {
    case 'access-key':
      if (nearby) {
        return is.fail(
          `${closed} in ${primaryRegion}, the region of the service: with a key it cannot be reached from there`,
          `${openIt}. Or use an account in another region.`,
          'check-failed',
        );
      }
      return is.warn(
        `${closed}${network.ipRules === 0 ? ' that allows no address' : ''}: with a key the control plane of the service must be allowed by its addresses`,
        allowIt,
      );
    case 'system-identity':
      if (network.trustedServices) return is.pass(`${closed} that lets trusted services in`);
      if (network.resources.includes(visitor.resourceId.toLowerCase()))
        return is.pass(`${closed} that names the service`);
      if (byAddress) {
        return is.warn(`${closed} that does not let trusted services in, only addresses`, allowIt);
      }
      return is.fail(
        `${closed} that lets neither trusted services nor this service in`,
        `${openIt}.`,
        'check-failed',
      );
    case 'user-identity':
      if (network.trustedServices || byAddress) {
        return is.warn(
          `${closed}: a user-assigned identity was seen not to count as a trusted service`,
          `Use the service's own identity (\`access: system-identity\`). ${byAddress ? allowIt : ''}`.trim(),
        );
      }
      return is.fail(
        `${closed} that lets neither trusted services nor addresses of the control plane in`,
        `${openIt}.`,
        'check-failed',
      );
    default:
      return visitor.access satisfies never;
  }
}
