// What a door that stays open stands on: the store as rows and verdicts, operations followed, Azure
// read calmly. Light: nothing of Azure, and no schema, is loaded by it.
export {
  type AfterRestore,
  afterRestore,
  afterwards,
  wayBack,
} from './commands/run/after-restore.ts';
export { unknownSubject } from './commands/run/audit-subject.ts';
export { operationTone, operationWords } from './commands/run/operation-words.ts';
export { readTrail, type Trail } from './commands/run/read-trail.ts';
export { rebuiltStoreWords } from './commands/run/rebuilt-store-words.ts';
export {
  diagnosisTone,
  recoverySeen,
  recoveryStorage,
  wayFacts,
} from './commands/run/recovery-words.ts';
export { stopWords } from './commands/run/stop-words.ts';
export { needsPerson, verdictTone } from './commands/run/verdict-words.ts';
export { isSnoozed, snoozeWords, warningWords } from './commands/run/warning-words.ts';
export type { Approval, Asker } from './domain/approval.ts';
export {
  type ApprovalState,
  approvalState,
  mayDecide,
  refuseDecision,
} from './domain/approval-decision.ts';
export type { AuditEntry } from './domain/audit.ts';
export {
  type Backup,
  backupState,
  expiresAt,
  isRestorable,
  restorableForMs,
} from './domain/backup.ts';
export type { Configuration, Service } from './domain/configuration.ts';
export { mostUrgent } from './domain/expiring.ts';
export { forceableChecks } from './domain/forceable.ts';
export { type Hold, holdOfAll, type Pause } from './domain/hold.ts';
export { parseInstant } from './domain/instant.ts';
export { nameToType } from './domain/name-to-type.ts';
export { notRestored, type RestoreGap } from './domain/not-restored.ts';
export type { Notice } from './domain/notice.ts';
export { type AttemptAnswer, isInAzure, type OperationKind } from './domain/operation.ts';
export { personOf } from './domain/person.ts';
export { rangeWords, timedWords } from './domain/range-words.ts';
export { utcDate, utcTimeAndRelative } from './domain/relative-time.ts';
export type { ServiceSeen } from './domain/service-seen.ts';
export { readinessOf, type Standing } from './domain/standing.ts';
export { tierHasBackup } from './domain/tier.ts';
export { isEndGuessed, type Typical } from './domain/typical.ts';
export { type Judgement, newestRestorable, type Verdict } from './domain/verdict.ts';
export type { Threshold, Warning } from './domain/warning.ts';
export { isPossible, type Way } from './domain/ways-back.ts';
export type { ActivityEvent, Unseen } from './ports/azure.ts';
export type { Identity } from './ports/sign-in.ts';
export type { RecordKind, Snapshot, Store } from './ports/store.ts';
export { openOperations } from './workflows/adopt.ts';
export { openRequests } from './workflows/approvals/open-requests.ts';
export { decisionRefused } from './workflows/approvals/refusals.ts';
export { currentWarnings } from './workflows/current-warnings.ts';
export { errorOfOperation } from './workflows/error-of-operation.ts';
export { type FleetRow, fleetRows, oldestAnswer } from './workflows/fleet.ts';
export { resolveKnown } from './workflows/known-services.ts';
export { unwatched } from './workflows/watch-beat.ts';
