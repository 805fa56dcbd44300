import type { Threshold } from './warning.ts';

/** What a threshold that was crossed says of a service, as a clause about it without a time. */
export function thresholdWords(threshold: Threshold): string {
  if (threshold === 'expired') return 'its last restorable backup ended';
  if (threshold === 'last-restorable') return 'only one restorable backup is left';
  if (threshold === 'late') return 'its newest backup is older than it may become';
  return `its last restorable backup ends within ${threshold}`;
}
