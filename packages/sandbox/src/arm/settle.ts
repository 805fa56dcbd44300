import type { ApiService, Operation, Refusal } from '../world/model.ts';
import { isStanding } from '../world/outages.ts';
import { type StorageRefusal, storageOutage, storageRefusal } from '../world/storage-access.ts';
import { readBackup, restored, writeBackup } from './backup-blob.ts';
import type { ArmDeps } from './deps.ts';
import { settleFailovers } from './failover.ts';
import { serviceById } from './find.ts';
import { note } from './journal.ts';
import { endLifecycle } from './lifecycle.ts';

/** Backups are good for 30 days (how-to, since 2017; 7 days before). */
const backupLifeMs = 30 * 86_400_000;

/**
 * Ends everything that is due by the clock, in the order it falls due. One run
 * at a time; the first one also makes the containers the world starts with.
 */
export function createSettler(deps: ArmDeps): () => Promise<void> {
  let last: Promise<void> | null = null;
  return () => {
    const turn = (last ?? makeContainers(deps)).then(() => settleDue(deps));
    last = turn;
    // A storage that is not there yet must not end all later turns.
    turn.catch(() => {
      if (last === turn) last = null;
    });
    return turn;
  };
}

async function makeContainers(deps: ArmDeps): Promise<void> {
  const wanted = deps.world.state.accounts.flatMap(({ name, containers }) =>
    containers.map(async (container) => {
      if (await deps.vault.containerExists(name, container.name)) return;
      await deps.vault.createContainer(name, container.name);
    }),
  );
  await Promise.all(wanted);
}

async function settleDue(deps: ArmDeps): Promise<void> {
  await settleFailovers(deps);
  for (;;) {
    const now = deps.clock.now();
    const [next] = deps.world.state.operations
      .filter((each) => each.status === 'running' && nextStep(each) <= now)
      .filter((each) => !isStanding(deps.world.state, each))
      .sort((a, b) => nextStep(a) - nextStep(b));
    if (next === undefined) return;
    const failure = await step(deps, next).catch(asFailure);
    if (failure !== null) end(deps, next, failure);
  }
}

function nextStep(operation: Operation): number {
  return operation.checked ? operation.endAt : operation.checkAt;
}

/** Takes one step of an operation; a refusal ends it. */
async function step(deps: ArmDeps, operation: Operation): Promise<Refusal | null> {
  const service = serviceById(deps, operation.service);
  if (operation.scripted !== null) return operation.scripted;
  if (operation.kind === 'Backup' || operation.kind === 'Restore') {
    if (service === null)
      return { status: 404, code: 'ResourceNotFound', message: 'The service is gone.' };
    const failure = operation.checked ? null : await check(deps, operation, service);
    if (failure !== null) return failure;
  }
  if (!operation.checked) {
    operation.checked = true;
    return null;
  }
  if (service !== null && operation.kind === 'Backup') {
    const outage = storageOutage(deps.world.state, operation.target?.storageAccount ?? '');
    if (outage !== null) return backupFailed(outage);
    await writeBlob(deps, operation, service);
  }
  if (service !== null && operation.kind === 'Restore') takeOver(operation, service);
  endLifecycle(deps, operation);
  end(deps, operation, null);
  return null;
}

function backupFailed({ code, message }: StorageRefusal): Refusal {
  return { status: 400, code: 'BackupFailed', message: `Cannot backup: ${message} (${code})` };
}

/** Looks at the storage, and for a restore at the blob. Texts marked in facts 2.3 are Azure's, the others are assumed. */
async function check(
  deps: ArmDeps,
  operation: Operation,
  service: ApiService,
): Promise<Refusal | null> {
  const { target } = operation;
  if (target === null) return null;
  const isBackup = operation.kind === 'Backup';
  const code = isBackup ? 'BackupFailed' : 'RestoreFailed';
  const failed = (message: string): Refusal => ({ status: 400, code, message });
  // A settling that comes late still judges by the time the check was due.
  const now = operation.checkAt;
  const denied = storageRefusal(deps.world.state, service, target, {
    action: isBackup ? 'write' : 'read',
    now,
  });
  if (denied !== null) {
    const verb = isBackup ? 'backup' : 'restore';
    return failed(`Cannot ${verb}: ${denied.message} (${denied.code})`);
  }
  const { storageAccount, containerName, backupName } = target;
  const account = storageAccount.toLowerCase();
  const hasContainer = await deps.vault.containerExists(account, containerName);
  if (isBackup) {
    if (!hasContainer && !deps.options.createMissingContainer) {
      return failed(`Cannot backup: container '${containerName}' does not exist.`);
    }
    return immutableRefusal(deps, operation);
  }
  if (!hasContainer) return failed(`Cannot restore: container '${containerName}' does not exist.`);
  const bytes = await deps.vault.read(account, containerName, backupName);
  if (bytes === null) return failed(`Cannot restore: backup '${backupName}' does not exist.`);
  const backup = readBackup(bytes);
  if (backup === null) return failed(`Cannot restore: '${backupName}' is not a backup.`);
  const extraAge =
    deps.world.state.aged.get(`${account}/${containerName}/${backupName}`.toLowerCase()) ?? 0;
  if (now + extraAge - Date.parse(backup.createdAt) > backupLifeMs) {
    return failed('Cannot restore: backup expired');
  }
  if (backup.tier !== service.sku.name) {
    return failed(
      `Cannot restore: current SKU is '${service.sku.name}', backup SKU is '${backup.tier}'`,
    );
  }
  operation.loaded = backup.configuration;
  return null;
}

/**
 * A held blob of the same name cannot be overwritten (storage docs; text
 * assumed). That immutability hinders a backup in no other way is assumed too:
 * how APIM writes is not known (facts 3.2).
 */
async function immutableRefusal(deps: ArmDeps, operation: Operation): Promise<Refusal | null> {
  const { target } = operation;
  if (target === null) return null;
  const { containerName, backupName } = target;
  const account = target.storageAccount.toLowerCase();
  const { immutableDays, hasLegalHold } = deps.world.blobs.protection(account, containerName);
  if (immutableDays === null && !hasLegalHold) return null;
  const createdAt = await deps.vault.createdAt(account, containerName, backupName);
  const until = hasLegalHold ? Number.POSITIVE_INFINITY : (immutableDays ?? 0) * 86_400_000;
  if (createdAt === null || createdAt + until <= deps.clock.now()) return null;
  const code = hasLegalHold ? 'BlobImmutableDueToLegalHold' : 'BlobImmutableDueToPolicy';
  const message = `Cannot backup: blob '${backupName}' is immutable. (${code})`;
  return { status: 400, code: 'BackupFailed', message };
}

async function writeBlob(deps: ArmDeps, operation: Operation, service: ApiService): Promise<void> {
  const { target } = operation;
  if (target === null) return;
  const account = target.storageAccount.toLowerCase();
  if (!(await deps.vault.containerExists(account, target.containerName))) {
    await deps.vault.createContainer(account, target.containerName);
  }
  await deps.vault.write(
    account,
    target.containerName,
    target.backupName,
    writeBackup(service, operation),
  );
}

function takeOver(operation: Operation, service: ApiService): void {
  if (operation.loaded === null) return;
  service.configuration = restored(service.configuration, operation.loaded);
  service.provisioningState = 'Succeeded';
  service.revision += 1;
}

function end(deps: ArmDeps, operation: Operation, failure: Refusal | null): void {
  const endedAt = failure !== null && !operation.checked ? operation.checkAt : operation.endAt;
  operation.endedAt = endedAt;
  operation.status = failure === null ? 'succeeded' : 'failed';
  operation.failure = failure;
  // Nothing of what was read or sent stays longer than it is used.
  operation.loaded = null;
  if (operation.target !== null) operation.target = { ...operation.target, accessKey: null };
  const service = serviceById(deps, operation.service);
  if (service === null) return;
  if (failure !== null) {
    const showsFailure = operation.shape === 'provisioning-state' || operation.shape === 'resource';
    const state = operation.leaveState ?? (showsFailure ? 'Failed' : null);
    if (state !== null) service.provisioningState = state;
  }
  note(deps, {
    service,
    verb: verbOf(operation),
    status: failure === null ? 'Succeeded' : 'Failed',
    subStatus: failure === null ? 'OK' : 'BadRequest',
    trace: operation.trace,
    at: endedAt,
    ...(failure === null ? {} : { failure }),
  });
}

/** The action of an operation, below `Microsoft.ApiManagement/service/`. */
export function verbOf(operation: { kind: Operation['kind'] }): string {
  switch (operation.kind) {
    case 'Backup':
      return 'backup/action';
    case 'Restore':
      return 'restore/action';
    case 'Delete':
    case 'Purge':
      return 'delete';
    case 'Create':
    case 'Undelete':
    case 'Outside':
      return 'write';
    default:
      return operation.kind satisfies never;
  }
}

function asFailure(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, code: 'InternalServerError', message };
}
