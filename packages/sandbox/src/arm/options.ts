import type { AnswerShape } from '../world/model.ts';

/** How the pretend resource manager behaves. Mutable: the control endpoint changes it while it runs. */
export type ArmOptions = {
  /** How backup and restore answer. */
  shape: AnswerShape;
  /** How long a backup takes, in sandbox milliseconds. */
  backupMs: number;
  /** How long a restore takes. */
  restoreMs: number;
  /** How long create, delete and undelete take. */
  lifecycleMs: number;
  /** How long the failover of a storage account takes. */
  failoverMs: number;
  /** When an operation that cannot succeed says so; never later than its full duration. */
  refusalMs: number;
  /** `Retry-After` of running operations in seconds; null leaves the header out. */
  retryAfterSeconds: number | null;
  /** How long the result of a finished operation stays readable. Unknown for Azure (facts, open question 3). */
  resultLifeMs: number;
  /** A new operation id with every poll; only the two newest stay readable. */
  rotateOperationIds: boolean;
  /** `provisioningState` shows `Updating` during backup and restore. Unknown for Azure (facts, open question 4). */
  busyDuringOperations: boolean;
  /** How long after it happened an event appears in the activity log. */
  activityLogLagMs: number;
  /** Items on a page of services and events. */
  pageSize: number;
  /** Accept api-version 2014-02-14, as an old or private cloud would. */
  acceptLegacyVersion: boolean;
  /** A backup creates a missing container (how-to, 2022 revision and later). */
  createMissingContainer: boolean;
  /** How long after its deletion a service cannot be undeleted yet (about a minute: azure-rest-api-specs 25262). */
  undeleteAfterMs: number;
  /** Makes what is made up repeatable, such as the numbers of reports. */
  seed: string;
  /** Answer 429 when a token bucket is empty; the remaining-requests headers count in any case. */
  throttle: boolean;
};

/** Azure's recorded pace: 7 minutes for a backup, 11 for a restore, `Retry-After: 60` (facts 2.2). */
export function defaultArmOptions(): ArmOptions {
  return {
    shape: 'location',
    backupMs: 7 * 60_000,
    restoreMs: 11 * 60_000,
    lifecycleMs: 60_000,
    failoverMs: 60_000,
    refusalMs: 30_000,
    retryAfterSeconds: 60,
    resultLifeMs: 24 * 3_600_000,
    rotateOperationIds: false,
    busyDuringOperations: true,
    activityLogLagMs: 3 * 60_000,
    pageSize: 100,
    acceptLegacyVersion: true,
    createMissingContainer: true,
    undeleteAfterMs: 60_000,
    seed: 'lifeboat',
    throttle: false,
  };
}
