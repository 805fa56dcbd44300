import { type Check, verdictsOf } from '../domain/check.ts';
import type { Look } from '../ports/azure.ts';
import type { BlobServiceFacts } from '../ports/storage-accounts.ts';

/** Whether the blob service has no CORS rule: with any, backup and restore are refused (facts/azure.md 3.2). */
export function checkCors(account: string, look: Look<BlobServiceFacts>): Check {
  const is = verdictsOf({ name: 'cors', threshold: 'no rule' });
  if (!look.seen) return is.unknown(look.why);
  const { corsRules } = look.value;
  if (corsRules === 0) return is.pass('no rule');
  return is.fail(
    `the blob service of ${account} has ${corsRules === 1 ? 'a CORS rule' : `${corsRules} CORS rules`}`,
    `Take them away, or use an account of its own for backups: az storage cors clear --services b --account-name ${account}`,
    'check-failed',
  );
}
