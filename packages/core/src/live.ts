// What a door that stays open stands on: the store as rows and verdicts, operations followed, Azure
// read calmly. Light: nothing of Azure, and no schema, is loaded by it.
export { rebuiltStoreWords } from './commands/run/rebuilt-store-words.ts';
export { needsPerson, verdictTone } from './commands/run/verdict-words.ts';
export type { Approval } from './domain/approval.ts';
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
export type { Notice } from './domain/notice.ts';
export { isInAzure, type OperationKind } from './domain/operation.ts';
export { utcDate, utcTimeAndRelative } from './domain/relative-time.ts';
export type { Typical } from './domain/typical.ts';
export { type Judgement, newestRestorable, type Verdict } from './domain/verdict.ts';
export type { Threshold, Warning } from './domain/warning.ts';
export type { Identity } from './ports/sign-in.ts';
export type { RecordKind, Snapshot, Store } from './ports/store.ts';
export { openOperations } from './workflows/adopt.ts';
export { openRequests } from './workflows/approvals/open-requests.ts';
export { currentWarnings } from './workflows/current-warnings.ts';
export { type FleetRow, fleetRows, oldestAnswer } from './workflows/fleet.ts';
