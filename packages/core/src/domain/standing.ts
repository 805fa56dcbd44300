import type { Check } from './check.ts';
import type { ServiceId } from './configuration.ts';
import type { Instant } from './instant.ts';

/** What the standing checks of one `standby:` pair found last: "failover ready", with its age. */
export type Standing = {
  /** The id of the service that the other one stands by for. */
  id: ServiceId;
  label: string;
  standby: ServiceId;
  standbyLabel: string;
  at: Instant;
  /** Nothing is stopped by them, so they carry no error code. */
  checks: Omit<Check, 'code'>[];
};
