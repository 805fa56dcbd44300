import type { Check, CheckVerdict, Plan } from '@lifeboat/core';

const shown: readonly CheckVerdict[] = ['fail', 'warn', 'unknown', 'pass'];

/** How the checks of a plan came out, in a few words: `2 warn, 1 unknown, 14 pass`. */
export function checkCounts({ checks, fresh }: Pick<Plan, 'checks' | 'fresh'>): string {
  const all: readonly Check[] = [...(fresh?.checks ?? []), ...checks];
  return shown
    .flatMap((verdict) => {
      const count = all.filter((check) => check.verdict === verdict).length;
      return count === 0 ? [] : [`${count} ${verdict}`];
    })
    .join(', ');
}
