import type { AzureFailure } from '../domain/azure-failure.ts';
import { type Backup, backupState, expiresAt, isRestorable } from '../domain/backup.ts';
import type { Check } from '../domain/check.ts';
import type { LifeboatError } from '../domain/error.ts';
import { type Instant, isoTime } from '../domain/instant.ts';
import type { Operation } from '../domain/operation.ts';
import type { Readiness } from '../domain/standing.ts';
import type { Warning } from '../domain/warning.ts';
import type { Report } from './report.ts';

// The documented shapes of `--json` (docs: "Output"). They grow by addition only: a field is never
// removed, renamed or given another meaning. All times are ISO 8601 UTC, what is not known is null.

/** What Azure said, inside an error. */
export type AzureDocument = {
  status: number | null;
  code: string | null;
  message: string;
  requestId: string | null;
};

/** An error. `code` is one of the closed set that also decides the exit code. */
export type ErrorDocument = {
  code: string;
  message: string;
  hint: string | null;
  azure: AzureDocument | null;
};

/** The one document a command answers. With `ok: false` the data holds what is known all the same. */
export type AnswerDocument =
  | { ok: true; command: string | null; data: Record<string, unknown> }
  | { ok: false; command: string | null; error: ErrorDocument; data: Record<string, unknown> };

/** A backup or restore in Azure. `error` is null unless it failed. */
export type OperationDocument = {
  id: string;
  kind: Operation['kind'];
  service: string;
  status: Operation['status'];
  startedAt: string | null;
  endedAt: string | null;
  backup: string | null;
  parent: string | null;
  error: AzureDocument | null;
};

/** A backup of the catalogue; `storage` is `account/container`. */
export type BackupDocument = {
  id: string;
  service: string;
  storage: string;
  name: string;
  purpose: Backup['purpose'];
  createdAt: string;
  expiresAt: string;
  estimated: boolean;
  restorable: boolean | null;
  tier: string | null;
  region: string | null;
  state: ReturnType<typeof backupState>;
};

/** A service; `lastBackup` is a backup's id. */
export type ServiceDocument = {
  name: string;
  azureName: string;
  resourceId: string;
  tier: string | null;
  region: string | null;
  verdict: string;
  lastBackup: string | null;
  restorableUntil: string | null;
  heldUntil: string | null;
  pausedUntil: string | null;
  failover: FailoverDocument | null;
};

/** Whether the standby of a service could take its place; null for a service without one. */
export type FailoverDocument = {
  standby: string;
  ready: Readiness;
  checkedAt: string | null;
  checks: CheckDocument[];
};

/** A hold or a pause; `service` is null for the hold of everything. */
export type StopDocument = {
  service: string | null;
  reason: string | null;
  since: string;
  until: string;
  by: string;
};

/** One thing a person must hear once. */
export type WarningDocument = {
  service: string;
  threshold: string;
  since: string;
  backup: string | null;
  snoozedUntil: string | null;
  snoozedBy: string | null;
  snoozeReason: string | null;
};

/** One named check. */
export type CheckDocument = {
  name: string;
  verdict: Check['verdict'];
  measured: string;
  threshold: string | null;
  remedy: string | null;
};

/** An operation as `--json` shows it. */
export function operationDocument(operation: Operation): OperationDocument {
  return {
    id: operation.id,
    kind: operation.kind,
    service: operation.label,
    status: operation.status,
    startedAt: isoTime(operation.startedAt),
    endedAt: isoTime(operation.endedAt),
    backup: operation.backup,
    parent: operation.parent,
    error: operation.error === null ? null : azureDocument(operation.error),
  };
}

/** A backup as `--json` shows it; `targetTier` is the tier of its service now, null when unknown. */
export function backupDocument(
  backup: Backup,
  context: { targetTier: string | null; now: Instant },
): BackupDocument {
  return {
    id: backup.id,
    service: backup.label,
    storage: `${backup.account}/${backup.container}`,
    name: backup.name,
    purpose: backup.purpose,
    createdAt: isoTime(backup.createdAt),
    expiresAt: isoTime(expiresAt(backup)),
    estimated: backup.estimated,
    restorable: isRestorable(backup, context.targetTier, context.now),
    tier: backup.tier,
    region: backup.region,
    state: backupState(backup, context.now),
  };
}

/** A service as `--json` shows it, from what a verdict found. */
export function serviceDocument(service: {
  label: string;
  azureName: string;
  resourceId: string;
  tier: string | null;
  region: string | null;
  verdict: string;
  lastBackup: string | null;
  restorableUntil: Instant | null;
  failover?: FailoverDocument | null;
  heldUntil: Instant | null;
  pausedUntil: Instant | null;
}): ServiceDocument {
  return {
    name: service.label,
    azureName: service.azureName,
    resourceId: service.resourceId,
    tier: service.tier,
    region: service.region,
    verdict: service.verdict,
    lastBackup: service.lastBackup,
    restorableUntil: isoTime(service.restorableUntil),
    failover: service.failover ?? null,
    heldUntil: isoTime(service.heldUntil),
    pausedUntil: isoTime(service.pausedUntil),
  };
}

/** A warning as `--json` shows it. */
export function warningDocument(warning: Warning): WarningDocument {
  return {
    service: warning.label,
    threshold: warning.threshold,
    since: isoTime(warning.since),
    backup: warning.backup,
    snoozedUntil: isoTime(warning.snoozedUntil),
    snoozedBy: warning.snoozedBy ?? null,
    snoozeReason: warning.snoozeReason ?? null,
  };
}

/** A check as `--json` shows it. */
export function checkDocument(check: CheckDocument & Partial<Pick<Check, 'code'>>): CheckDocument {
  const { name, verdict, measured, threshold, remedy } = check;
  return { name, verdict, measured, threshold, remedy };
}

/** What Azure said, as `--json` shows it. */
export function azureDocument(failure: AzureFailure): AzureDocument {
  const { status, code, message, requestId } = failure;
  return { status, code, message, requestId };
}

/** An error as `--json` shows it. */
export function errorDocument(error: LifeboatError): ErrorDocument {
  return {
    code: error.code,
    message: error.message,
    hint: error.hint,
    azure: error.azure && azureDocument(error.azure),
  };
}

/** The whole document of a command; `command` is null when the line named none. */
export function answerDocument(
  command: string | null,
  answer: Pick<Report, 'data' | 'error'>,
): AnswerDocument {
  const { data, error } = answer;
  if (error === null) return { ok: true, command, data };
  return { ok: false, command, error: errorDocument(error), data: { ...error.data, ...data } };
}
