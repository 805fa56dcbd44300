import type { Check } from '../domain/check.ts';
import type { Storage } from '../domain/configuration.ts';
import type { Look } from '../ports/azure.ts';

/** Whether the container is there. A backup may create it, so its absence only warns (facts/azure.md 3.2). */
export function checkContainer(
  { account, container }: Pick<Storage, 'account' | 'container'>,
  look: Look<unknown>,
): Check {
  const base = { name: 'container', threshold: 'exists' };
  if (look.seen) return { ...base, verdict: 'pass', measured: 'exists', remedy: null, code: null };
  if (look.why.kind === 'absent') {
    return {
      ...base,
      verdict: 'warn',
      measured: `${container} does not exist; Azure says that a backup creates it, which is not to be relied on`,
      remedy: `az storage container create --account-name ${account} --name ${container} --auth-mode login`,
      code: null,
    };
  }
  return {
    ...base,
    verdict: 'unknown',
    measured: look.why.words,
    remedy: look.why.remedy,
    code: null,
  };
}
