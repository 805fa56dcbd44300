import { dirname } from 'node:path';
import { checkClock } from '../checks/clock.ts';
import { checkConfiguration } from '../checks/configuration.ts';
import { checkLocalDisk } from '../checks/local-disk.ts';
import { checkServiceReachable } from '../checks/service-reachable.ts';
import { checkSignIn, type IdentityLook } from '../checks/sign-in.ts';
import { checkStorageReachable } from '../checks/storage-reachable.ts';
import type { Check } from '../domain/check.ts';
import type { Service, Storage } from '../domain/configuration.ts';
import { asLifeboatError, type LifeboatError } from '../domain/error.ts';
import type { Instant } from '../domain/instant.ts';
import type { Session } from '../ports/sign-in.ts';
import type { Disk } from '../ports/system.ts';
import { doctorChecks } from './gather-checks/doctor-checks.ts';
import { lookIntoStorage } from './storage-access.ts';
import type { Work } from './work.ts';

/** What is looked at. */
export type Diagnosis = {
  disk: Disk;
  stateFolder: string;
  /** What loading the configuration threw; null when nothing. */
  problem: LifeboatError | null;
  services: readonly Service[];
  /** The one that is asked about: with every check that bears on it. Null for all. */
  named: Service | null;
  /** Sign-ins to try beside those of the services. */
  signIns: readonly string[];
  /** Called with each check as it is found, in no order. */
  found?: (check: Check) => void;
  signal: AbortSignal;
};

/** No blob begins like this: a listing that proves the way in and carries nothing. */
const noSuchPrefix = 'lifeboat-doctor-looks-for-nothing-';

/** The disk a folder is on, or will be on: before the first run it does not exist yet. */
async function lookAtDisk(disk: Disk, folder: string): ReturnType<Disk['look']> {
  try {
    return await disk.look(folder);
  } catch (error) {
    const parent = dirname(folder);
    if (parent === folder) throw error;
    return lookAtDisk(disk, parent);
  }
}

/** Every check of `doctor`, each after a real look; changes nothing anywhere. */
export async function diagnose(work: Work, what: Diagnosis): Promise<Check[]> {
  const told = <T extends Check | { check: Check }>(one: T): T => {
    what.found?.('check' in one ? one.check : one);
    return one;
  };
  const facts = await lookAtDisk(what.disk, what.stateFolder);
  const here = [
    checkConfiguration(work.configuration, what.problem),
    checkLocalDisk(what.stateFolder, facts),
  ].map(told);
  const names = [...new Set([...what.signIns, ...what.services.map((one) => one.signIn)])];
  const signIns = await Promise.all(
    names.map((name) => lookAtSignIn(work, name, what.signal).then(told)),
  );
  const usable = new Set(
    signIns.filter(({ check }) => check.verdict === 'pass').map((one) => one.name),
  );
  const services = await Promise.all(
    what.services
      .filter((service) => usable.has(service.signIn))
      .map((service) => lookAtService(work, service, what.signal).then(told)),
  );
  const storages = await Promise.all(
    storagesOf(what.services)
      .filter(({ reader }) => usable.has(reader.signIn))
      .map(({ storage, reader }) => lookAtStorage(work, storage, reader, what.signal).then(told)),
  );
  const skipped = what.services
    .filter((service) => !usable.has(service.signIn))
    .map((service) => skip('service-reachable', `${service.label}: its sign-in does not work`));
  return [
    ...here,
    ...signIns.map(({ check }) => check),
    ...(await clockChecks(work, services, usable, what.signal)),
    ...services.map(({ check }) => check),
    ...skipped,
    ...storages,
    ...(await closely(work, what, services)).map(told),
  ];
}

/** What bears on the one service that is asked about, unless it cannot be looked at anyway. */
async function closely(
  work: Work,
  { named, signal }: Diagnosis,
  services: readonly { service: Service; isBlind: boolean }[],
): Promise<Check[]> {
  const one = services.find(({ service }) => service.id === named?.id);
  return one === undefined || one.isBlind ? [] : doctorChecks(work, one.service, signal);
}

async function lookAtSignIn(work: Work, name: string, signal: AbortSignal) {
  let session: Session | null = null;
  let look: IdentityLook;
  try {
    session = work.ports.azure(name).session;
    look = { ok: true, identity: await session.identity(signal) };
  } catch (error) {
    signal.throwIfAborted();
    look = { ok: false, error: asLifeboatError(error) };
  }
  return { name, check: checkSignIn(name, look, session?.remedy ?? '`apim login` signs in.') };
}

async function lookAtService(work: Work, service: Service, signal: AbortSignal) {
  const { apiManagement } = work.ports.azure(service.signIn);
  const look = await apiManagement.get(service.resourceId, signal);
  const date = look.seen ? look.date : null;
  const check = checkServiceReachable(service.label, look);
  // One that is not there may be among the deleted.
  const isBlind = check.verdict === 'fail' && check.code !== 'service-not-found';
  return { service, isBlind, check, date, at: work.ports.clock.now() };
}

/** Every storage once, read through the first service that uses it. */
function storagesOf(services: readonly Service[]): { storage: Storage; reader: Service }[] {
  const found = new Map<string, { storage: Storage; reader: Service }>();
  for (const reader of services) {
    const { storage } = reader;
    if (storage === null) continue;
    const place = `${storage.account}/${storage.container}`;
    if (!found.has(place)) found.set(place, { storage, reader });
  }
  return [...found.values()];
}

async function lookAtStorage(work: Work, storage: Storage, reader: Service, signal: AbortSignal) {
  const look = await lookIntoStorage(
    work,
    reader,
    storage,
    (blobs, place) => blobs.list(place, noSuchPrefix, signal),
    signal,
  );
  return checkStorageReachable(storage, look);
}

/** Against the first service's answer, else against the list of subscriptions. */
async function clockChecks(
  work: Work,
  services: readonly { date: Instant | null; at: Instant }[],
  usable: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Check[]> {
  const told = services.find(({ date }) => date !== null);
  if (told !== undefined) return [checkClock(told.date, told.at)];
  const [signIn] = usable;
  if (signIn === undefined) return [checkClock(null, work.ports.clock.now())];
  const look = await work.ports.azure(signIn).subscriptions.list(signal);
  return [checkClock(look.seen ? look.date : null, work.ports.clock.now())];
}

function skip(name: string, measured: string): Check {
  return { name, verdict: 'skip', measured, threshold: null, remedy: null, code: null };
}
