import { checkOwnRights } from '../../checks/own-rights.ts';
import type { SafetyFacts } from '../../checks/safety-backup.ts';
import { type Backup, isRestorable } from '../../domain/backup.ts';
import type { Check } from '../../domain/check.ts';
import type { Service, Storage } from '../../domain/configuration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ActivityEvent, Look, ServiceResource } from '../../ports/azure.ts';
import type { Snapshot } from '../../ports/store.ts';
import type { Work } from '../work.ts';
import type { AccountBook } from './account-looks.ts';
import { lookWithin } from './look-within.ts';
import type { ServiceFacts } from './service-facts.ts';
import { storageChecks } from './storage-checks.ts';
import { gatherStorageFacts, type StorageFacts } from './storage-facts.ts';

/** What is looked at for a safety backup, beyond what its restore needs anyway. */
export type SafetyLooks = {
  storage: Storage;
  /** Null where it goes into the storage that is restored from, in the same way. */
  facts: StorageFacts | null;
  newest: SafetyFacts['newest'];
};

/** Looks at where the safety backup of a target would go, and at what happened since its newest backup. */
export async function gatherSafetyLooks(
  work: Work,
  what: { target: Service; storage: Storage; snapshot: Snapshot; accounts: AccountBook },
  looking: Promise<Look<ServiceResource>>,
  signal: AbortSignal | undefined,
): Promise<SafetyLooks> {
  const { target, snapshot, accounts } = what;
  const storage = target.storage ?? what.storage;
  const other = isSameWay(storage, what.storage)
    ? null
    : gatherStorageFacts(
        work,
        { service: target, storage, account: accounts(target, storage), snapshot },
        looking,
        signal,
      );
  const [facts, newest] = await Promise.all([other, newestOf(work, target, snapshot, signal)]);
  return { storage, facts, newest };
}

/** What of these looks would stop the safety backup. */
export function safetyBlockers(target: Service, looks: SafetyLooks, own: ServiceFacts): Check[] {
  const { storage, facts } = looks;
  const checks = [
    checkOwnRights(own.rights, 'backup'),
    ...(facts === null ? [] : storageChecks(target, storage, facts, own.look)),
  ];
  return checks.filter(({ verdict }) => verdict === 'fail');
}

function isSameWay(one: Storage, other: Storage): boolean {
  return (
    one.account === other.account &&
    one.container === other.container &&
    one.access === other.access &&
    one.clientId === other.clientId
  );
}

async function newestOf(
  work: Work,
  target: Service,
  snapshot: Snapshot,
  signal: AbortSignal | undefined,
): Promise<SafetyFacts['newest']> {
  const now = work.ports.clock.now();
  const tier = snapshot.get('service', target.id)?.tier ?? null;
  const newest = newestBackup(snapshot, target, tier, now);
  if (newest === null) return null;
  const { id, createdAt } = newest;
  const { subscription, resourceGroup, resourceId, signIn } = target;
  const query = { subscription, resourceGroup, resourceId, from: createdAt, to: now };
  const log = await lookWithin(work.ports.clock, signal, (each) =>
    work.ports.azure(signIn).activityLog.read(query, each),
  );
  return { id, createdAt, changedSince: log.seen ? log.value.some(isChange) : null };
}

function newestBackup(
  snapshot: Snapshot,
  target: Service,
  tier: string | null,
  now: Instant,
): Backup | null {
  const [newest] = snapshot
    .all('backup')
    .filter((backup) => backup.service === target.id && backup.state === 'present')
    .filter((backup) => isRestorable(backup, tier ?? backup.tier, now) === true)
    .toSorted((one, other) => other.createdAt - one.createdAt);
  return newest ?? null;
}

/** Whether an event may have changed the service: not a backup, and not an action that only shows something. */
function isChange({ operationName, status }: ActivityEvent): boolean {
  if (status === 'failed') return false;
  if (/\/(write|delete)$/.test(operationName)) return true;
  const action = /\/([a-z]+)\/action$/.exec(operationName)?.[1] ?? null;
  return action !== null && !/^(backup|list|get|validate|export)/.test(action);
}
