import { checkEnvironment } from '../../checks/environment.ts';
import { checkLocks } from '../../checks/locks.ts';
import { checkOwnRights } from '../../checks/own-rights.ts';
import { checkSafetyBackup } from '../../checks/safety-backup.ts';
import { checkWorkspaces } from '../../checks/workspaces.ts';
import { parseBlobName } from '../../domain/blob-name.ts';
import type { Check } from '../../domain/check.ts';
import type { Configuration, Service, Storage } from '../../domain/configuration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Look, ServiceResource } from '../../ports/azure.ts';
import type { Snapshot } from '../../ports/store.ts';
import type { NamedBackup } from '../resolve-backup.ts';
import type { Work } from '../work.ts';
import type { AccountBook } from './account-looks.ts';
import { gatherSafetyLooks, type SafetyLooks, safetyBlockers } from './safety-facts.ts';
import { gatherServiceFacts, type ServiceFacts } from './service-facts.ts';
import { storageChecks } from './storage-checks.ts';
import { gatherStorageFacts, type StorageFacts } from './storage-facts.ts';

/** What decides whether a backup can be restored into a target, as far as Azure tells before. */
export type RestoreFacts = {
  service: ServiceFacts;
  /** The storage that holds the backup, as the target's identity gets into it. */
  storage: StorageFacts;
  /** Null when no safety backup is wanted. */
  safety: SafetyLooks | null;
};

/** What a restore is to be, as its checks see it. */
export type RestoreAsked = {
  target: Service;
  from: NamedBackup;
  storage: Storage;
  /** Why there is no safety backup; null makes one. */
  noSafetyBackup: string | null;
  crossEnvironment: boolean;
};

/** Looks at everything a restore needs, side by side; the look at the target itself is on its way. */
export async function gatherRestoreFacts(
  work: Work,
  what: RestoreAsked & { snapshot: Snapshot; accounts: AccountBook },
  looking: Promise<Look<ServiceResource>>,
  signal: AbortSignal | undefined,
): Promise<RestoreFacts> {
  const { target, storage, accounts, snapshot } = what;
  const [service, facts, safety] = await Promise.all([
    gatherServiceFacts(work, target, looking, signal),
    gatherStorageFacts(
      work,
      { service: target, storage, account: accounts(target, storage), snapshot },
      looking,
      signal,
    ),
    what.noSafetyBackup === null ? gatherSafetyLooks(work, what, looking, signal) : null,
  ]);
  return { service, storage: facts, safety };
}

/** What a restore takes beyond a backup that can be restored and a target at rest. */
export function restoreChecks(
  configuration: Configuration,
  asked: RestoreAsked,
  facts: RestoreFacts,
  now: Instant,
): Check[] {
  const { target, storage, noSafetyBackup } = asked;
  const { service, safety } = facts;
  const goesTo = safety?.storage ?? storage;
  return [
    checkWorkspaces(service.workspaces),
    checkOwnRights(service.rights, 'restore'),
    checkLocks(service.locks),
    checkEnvironment(crossing(configuration, asked)),
    ...storageChecks(target, storage, facts.storage, service.look),
    checkSafetyBackup(
      {
        target: target.label,
        refused: noSafetyBackup,
        place: `${goesTo.account}/${goesTo.container}`,
        blockers: safety === null ? [] : safetyBlockers(target, safety, service),
        newest: safety?.newest ?? null,
      },
      now,
    ),
  ];
}

function crossing(
  configuration: Configuration,
  { target, from, crossEnvironment }: RestoreAsked,
): Parameters<typeof checkEnvironment>[0] {
  const source = sourceOf(configuration, from);
  return {
    from: source,
    to: target,
    isStandby: source?.standby != null && source.standby === target.label,
    wanted: crossEnvironment,
  };
}

/** The configured service a backup is of: by its record, else by the name its blob begins with. */
function sourceOf(configuration: Configuration, { backup, name }: NamedBackup): Service | null {
  const { services } = configuration;
  if (backup !== null) return services.find(({ id }) => id === backup.service) ?? null;
  const azureName = parseBlobName(name)?.azureName.toLowerCase();
  const named = services.filter((one) => one.azureName.toLowerCase() === azureName);
  return named.length === 1 ? (named[0] ?? null) : null;
}
