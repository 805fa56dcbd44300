import type { Check } from '../domain/check.ts';
import type { StorageAccess } from '../domain/configuration.ts';

/** The version of the original how-to: its body has four fields, so it knows access keys only. */
export const fourFieldVersion = '2014-02-14';

/** Whether the API version can say what is asked, and is not below what the service demands. */
export function checkApiVersion(
  apiVersion: string,
  access: StorageAccess,
  minimum: string | null,
): Check {
  const base = { name: 'api-version', threshold: minimum };
  if (apiVersion === fourFieldVersion && access !== 'access-key') {
    return {
      ...base,
      verdict: 'fail',
      measured: `${apiVersion} knows access keys only, the storage wants ${access}`,
      remedy: 'Use `access: access-key` for this storage, or a newer `cloud.apiVersion`.',
      code: 'check-failed',
    };
  }
  if (minimum !== null && minimum > apiVersion) {
    return {
      ...base,
      verdict: 'warn',
      measured: `${apiVersion} is below the service's minimum ${minimum}`,
      remedy:
        'Azure may refuse the call: raise `cloud.apiVersion`, or lower the constraint on the service.',
      code: null,
    };
  }
  return { ...base, verdict: 'pass', measured: apiVersion, remedy: null, code: null };
}
