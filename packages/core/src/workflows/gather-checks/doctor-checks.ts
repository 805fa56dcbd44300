import { checkApiVersion } from '../../checks/api-version.ts';
import { checkIdle } from '../../checks/idle.ts';
import { checkSoftDeleted } from '../../checks/soft-deleted.ts';
import { checkTier } from '../../checks/tier.ts';
import { checkWorkspaces } from '../../checks/workspaces.ts';
import type { Check } from '../../domain/check.ts';
import type { Service } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { Look, ServiceResource } from '../../ports/azure.ts';
import type { Snapshot } from '../../ports/store.ts';
import type { Work } from '../work.ts';
import { accountBook } from './account-looks.ts';
import { backupChecks, gatherBackupFacts } from './backup-checks.ts';
import { lookWithin } from './look-within.ts';
import { readySession } from './ready-session.ts';
import { gatherServiceFacts } from './service-facts.ts';
import { standbyChecks, standbyOf } from './standing-checks.ts';

/**
 * Every check that bears on one service: whether it could be backed up now into its storage, and whether
 * its standby could take its place. Reads only; what cannot be seen is `unknown`.
 */
export async function doctorChecks(
  work: Work,
  service: Service,
  signal: AbortSignal,
): Promise<Check[]> {
  const { configuration, ports } = work;
  const { storage } = service;
  await readySession(work, service.signIn, signal);
  const accounts = accountBook(work, signal);
  const looking = lookOnly(work, service, signal);
  const snapshot = await memory(work);
  const standby = standbyOf(configuration, service);
  const [facts, pair] = await Promise.all([
    storage === null
      ? null
      : gatherBackupFacts(work, { service, storage, accounts, snapshot }, looking, signal),
    standby === null
      ? []
      : standbyChecks(
          work,
          {
            service,
            standby,
            accounts,
            snapshot,
            looking,
            standbyLooking: lookOnly(work, standby, signal),
          },
          signal,
        ),
  ]);
  const own = facts?.service ?? (await gatherServiceFacts(work, service, looking, signal));
  signal.throwIfAborted();
  const seen = own.look.seen ? own.look.value : null;
  const { apiVersion } = configuration.cloud;
  const access = storage?.access ?? 'system-identity';
  return [
    checkTier(seen?.tier ?? null),
    ...(own.deleted === null
      ? []
      : [checkSoftDeleted(service.label, own.look, own.deleted, ports.clock.now())]),
    checkWorkspaces(own.workspaces),
    checkIdle(seen?.provisioningState ?? null),
    checkApiVersion(apiVersion, access, seen?.minApiVersion ?? null),
    ...(storage === null || facts === null
      ? []
      : backupChecks(service, storage, facts, { wishesRestore: true })),
    ...pair,
  ];
}

/** Nothing is kept: a doctor changes nothing, and works where the memory does not. */
function lookOnly(
  work: Work,
  service: Service,
  signal: AbortSignal,
): Promise<Look<ServiceResource>> {
  return lookWithin(work.ports.clock, signal, (each) =>
    work.ports.azure(service.signIn).apiManagement.get(service.resourceId, each),
  );
}

async function memory({ ports }: Work): Promise<Snapshot | null> {
  try {
    return await ports.store.read();
  } catch (error) {
    if (error instanceof LifeboatError) return null;
    throw error;
  }
}
