import type { Check } from '../domain/check.ts';
import type { ErrorCode } from '../domain/error.ts';
import type { Look, ServiceResource, Unseen } from '../ports/azure.ts';

/** Whether the service can be read through Azure Resource Manager. */
export function checkServiceReachable(label: string, look: Look<ServiceResource>): Check {
  const base = { name: 'service-reachable', threshold: null };
  if (look.seen) {
    const { provisioningState, tier, region } = look.value;
    const measured = `${label}: ${provisioningState}, ${tier} in ${region}`;
    return { ...base, verdict: 'pass', measured, remedy: null, code: null };
  }
  return { ...base, ...unreachable(label, look.why, 'service-not-found') };
}

/**
 * What a look that saw nothing means for a check: a closed door fails it, a busy or stumbling Azure
 * leaves it unknown.
 */
export function unreachable(
  label: string,
  why: Unseen,
  absent: ErrorCode,
): Pick<Check, 'verdict' | 'measured' | 'remedy' | 'code'> {
  const measured = `${label}: ${why.words}`;
  const code = codeOf(why.kind, absent);
  const remedy = why.remedy ?? remedies[why.kind];
  if (code === null) return { verdict: 'unknown', measured, remedy, code: null };
  return { verdict: 'fail', measured, remedy, code };
}

function codeOf(kind: Unseen['kind'], absent: ErrorCode): ErrorCode | null {
  switch (kind) {
    case 'no-network':
      return 'azure-unreachable';
    case 'not-signed-in':
      return 'not-signed-in';
    case 'denied':
      return 'not-allowed';
    case 'absent':
      return absent;
    case 'foreign-origin':
      return 'foreign-origin';
    case 'throttled':
    case 'error':
      return null;
    default:
      return kind satisfies never;
  }
}

const remedies: Readonly<Record<Unseen['kind'], string>> = {
  'no-network': 'Look at the network, the proxy (HTTPS_PROXY) and `cloud:` in the configuration.',
  'not-signed-in': '`apim login` signs in.',
  denied: 'Ask for the roles that docs/azure.md lists.',
  absent: 'Look at its name, resource group and subscription in the configuration.',
  throttled: 'Azure asks for patience: try again in a few minutes.',
  error: 'Try again in a few minutes.',
  'foreign-origin': 'Something between here and Azure answers in its place: look at the proxy.',
};
