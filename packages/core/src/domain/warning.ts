import type { ServiceId } from './configuration.ts';
import type { Instant } from './instant.ts';

/** What a person must hear once. `7d`-like thresholds come from `reminders.before`. */
export type Threshold = `${number}d` | `${number}h` | 'expired' | 'last-restorable' | 'late';

/** One thing a person must hear once, for one service. Its record id is `service|threshold`. */
export type Warning = {
  id: string;
  service: ServiceId;
  label: string;
  threshold: Threshold;
  since: Instant;
  /** The backup it is about; null when none is left. */
  backup: string | null;
  snoozedUntil: Instant | null;
  /** Who snoozed it; absent while nobody did. */
  snoozedBy?: string;
  snoozeReason?: string;
};
