import { checkUndeleteWindow } from '../checks/undelete-window.ts';
import { needsApproval } from '../domain/approval-decision.ts';
import type { Backup } from '../domain/backup.ts';
import type { Service } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { nameToType } from '../domain/name-to-type.ts';
import { isEnded } from '../domain/operation.ts';
import { type Diagnosis, diagnose } from '../domain/recovery.ts';
import type { RecoveryFacts } from '../domain/recovery-facts.ts';
import { typicalRun } from '../domain/typical.ts';
import { beginWith, type Way, waysBack } from '../domain/ways-back.ts';
import type { Snapshot } from '../ports/store.ts';
import { keepPurgeDeadline } from './deleted-service.ts';
import { keepListing, listStorage } from './reconcile.ts';
import {
  azureState,
  lookForMs,
  lookForRecovery,
  managerAnswers,
  type RecoveryLooks,
} from './recovery-looks.ts';
import type { AccessWish } from './resolve-storage.ts';
import { restoreOptions } from './restore-options.ts';
import { type StoragePlace, storagesOf } from './storages.ts';
import { within } from './within.ts';
import type { Work } from './work.ts';

/** The 3 am page of one service. */
export type Recovery = {
  facts: RecoveryFacts;
  diagnosis: Diagnosis;
  /** The least harm first. */
  ways: Way[];
  /** Where to begin; null when nothing is wrong or nobody knows what is. */
  begin: Way | null;
  /** How many backups of it are known, of any state. */
  backups: number;
  /** When its storage was last listed completely; null = never. */
  storageReadAt: Instant | null;
  /** Why its storage could not be read now; null when it was, or when it has none. */
  storageProblem: string | null;
};

/** What is asked beside the service. */
export type RecoverWish = {
  /** Only backups from before. */
  before: Instant | null;
  /** The way into a storage, where the configuration does not tell it. */
  way: AccessWish;
  /** What came of a container that was read just before, beside the service's own; null without. */
  read: { problem: string | null } | null;
};

/**
 * What is wrong with a service and every way back, within seconds even where nobody answers: all
 * looks go side by side and end after {@link lookForMs}, what was not seen is remembered or unknown.
 *
 * Effects: reads Azure; keeps in the store what was seen. Changes nothing in Azure.
 * Errors: those of the store; the signal's reason.
 */
export async function recover(
  work: Work,
  service: Service,
  wish: RecoverWish,
  signal?: AbortSignal,
): Promise<Recovery> {
  const remembered = (await work.ports.store.read()).get('service', service.id);
  const places = placesOf(work, service);
  const [looks, { options, problem }] = await Promise.all([
    lookForRecovery(work, service, signal),
    readThenPlan(work, service, wish, places, signal),
  ]);
  if (looks.deleted.seen) await keepPurgeDeadline(work, service, looks.deleted.value);
  const snapshot = await work.ports.store.read();
  const now = work.ports.clock.now();
  const open = openOf(snapshot, service);
  const own = snapshot.all('backup').filter((backup) => backup.service === service.id);
  const facts: RecoveryFacts = {
    label: service.label,
    state: azureState(looks),
    signIn: looks.signIn,
    managerAnswers: managerAnswers(looks),
    storageAnswers: (places.length > 0 || wish.read !== null) && problem === null,
    gateways: looks.gateways,
    open,
    remembered: remembered?.exists === true ? remembered : null,
    homeRegion: remembered?.region ?? newestRegion(own),
    now,
  };
  const diagnosis = diagnose(facts);
  const { environment } = service;
  const covers = [{ kind: 'undelete' as const, environment }];
  const wantsSecond = needsApproval(work.configuration.approvals, covers);
  const ways = waysBack(facts, diagnosis, {
    name: nameToType(service),
    options,
    undelete: undeleteOf(looks, wantsSecond, now),
    running: open === null ? null : typicalRun(snapshot.all('operation'), service.id, open.kind),
  });
  return {
    facts,
    diagnosis,
    ways,
    begin: beginWith(diagnosis, ways),
    backups: own.length,
    storageReadAt: snapshot.get('service', service.id)?.storageReadAt ?? null,
    storageProblem: problem,
  };
}

/** The catalogue as fresh as a few seconds allow, then the restores it makes possible. */
async function readThenPlan(
  work: Work,
  service: Service,
  wish: RecoverWish,
  places: readonly StoragePlace[],
  signal: AbortSignal | undefined,
) {
  const problems = await Promise.all(places.map((place) => readPlace(work, place, signal)));
  const given = wish.read?.problem ?? null;
  const problem = problems.find((each) => each !== null) ?? given;
  return { options: await restoreOptions(work, service, wish, signal), problem };
}

/** Reads a container into the catalogue; says why it could not. */
export async function readPlace(
  work: Work,
  place: StoragePlace,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const look = await within(work.ports.clock, lookForMs, signal, (inner) =>
    listStorage(work, place, inner),
  );
  signal?.throwIfAborted();
  if (!look.inTime) {
    return `The storage ${place.account}/${place.container} gave no answer within ${lookForMs / 1000} seconds.`;
  }
  return (await keepListing(work, place, look.value)).problem?.message ?? null;
}

function placesOf(work: Work, service: Service): StoragePlace[] {
  return storagesOf(work.configuration).filter(({ services }) =>
    services.some(({ id }) => id === service.id),
  );
}

function newestRegion(backups: readonly Backup[]): string | null {
  const [newest] = backups.toSorted((one, other) => other.createdAt - one.createdAt);
  return newest?.region ?? null;
}

function openOf(snapshot: Snapshot, service: Service): RecoveryFacts['open'] {
  const open = snapshot
    .all('operation')
    .filter((operation) => operation.service === service.id && !isEnded(operation.status));
  return open[0] ?? null;
}

function undeleteOf({ service, deleted }: RecoveryLooks, wantsSecond: boolean, now: Instant) {
  if (service.seen || !deleted.seen || deleted.value === null) return null;
  return { checks: [checkUndeleteWindow(deleted.value, now)], wantsSecond };
}
