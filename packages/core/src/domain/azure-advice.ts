import type { Backup } from './backup.ts';
import type { Instant } from './instant.ts';
import type { OperationKind } from './operation.ts';
import { utcTimeAndRelative } from './relative-time.ts';

/**
 * The next step for each code of Azure that is known to end or refuse a backup or restore.
 * Source: facts/azure.md 2.3, 3.2 and 3.5 (read 2026-11-23).
 */
const steps: ReadonlyMap<string, string> = new Map([
  [
    'ServiceLocked',
    'Another management operation runs on the service. Wait until it is done (minutes), then try again.',
  ],
  [
    'PessimisticConcurrencyConflict',
    'Azure is still busy with the service. Try again in a minute.',
  ],
  [
    'ManagementApiRequestFailed',
    'The service’s management endpoint was busy. Try again in a few minutes.',
  ],
  [
    'ScopeLocked',
    'A resource lock forbids it. Remove the lock for the time of the operation, or ask its owner.',
  ],
  [
    'AuthorizationFailed',
    'The signed-in account lacks a right: the message names the action. docs/azure.md has a role with just the rights needed; a fresh grant takes minutes.',
  ],
  [
    'LinkedAuthorizationFailed',
    'The signed-in account lacks a right on a linked resource: the message names it.',
  ],
  ['RequestDisallowedByPolicy', 'An Azure policy forbids it. Ask whoever owns the policy.'],
  [
    'ResourceNotFound',
    'Check the name, the resource group, the subscription and the tenant that is signed in.',
  ],
  [
    'ResourceGroupNotFound',
    'Check the resource group, the subscription and the tenant that is signed in.',
  ],
  [
    'SubscriptionNotFound',
    'Check the subscription and the tenant that is signed in: `apim whoami`.',
  ],
  [
    'InvalidApiVersionParameter',
    'The API version is not supported here: set `cloud.apiVersion`; 2024-05-01 is the usual one.',
  ],
  [
    'NoRegisteredProviderFound',
    'The API version is not supported here: set `cloud.apiVersion`; 2024-05-01 is the usual one.',
  ],
  ['TooManyRequests', 'Azure throttles. Try again later.'],
  ['SubscriptionRequestsThrottled', 'Azure throttles the subscription. Try again later.'],
]);

/** What to do next where Azure's code alone tells; null for a code that is not known. */
export function stepAfter(code: string | null): string | null {
  return code === null ? null : (steps.get(code) ?? null);
}

/** What to do next after Azure refused or failed with `code`; always a sentence. */
export function adviceFor(kind: OperationKind, code: string | null, label: string): string {
  const known = stepAfter(code);
  if (known !== null) return known;
  const which =
    kind === 'backup'
      ? 'whether the service reaches its storage'
      : 'the backup and the way into its storage';
  return `Check ${which}: \`apim doctor ${label}\`. For a support case quote the request id.`;
}

/**
 * What to do next after Azure refused a backup whose 30 days are over, though it was let be the judge:
 * a younger one of the same service, else what does not need a backup. Never the same again.
 */
export function adviceAfterExpiry(
  source: string | null,
  younger: Pick<Backup, 'id' | 'createdAt'> | null,
  now: Instant,
): string {
  const whose = source === null ? '' : ` of ${source}`;
  const fact = 'Azure restores no backup older than 30 days.';
  if (younger === null) {
    return `${fact} No younger one${whose} is known: \`apim reconcile\` reads the storages again. Without one, the way on is to rebuild the service from its code (APIOps, Bicep, Terraform, or an export of its APIs).`;
  }
  const made = utcTimeAndRelative(younger.createdAt, now);
  return `${fact} The newest one${whose} that can be restored was made ${made}: run the same line with --from ${younger.id} and without --force.`;
}
