import { checkExpiry } from '../checks/expiry.ts';
import { checkSameTier } from '../checks/same-tier.ts';
import { needsApproval } from '../domain/approval-decision.ts';
import { type Backup, isRestorable } from '../domain/backup.ts';
import type { Check } from '../domain/check.ts';
import type { Service, Storage } from '../domain/configuration.ts';
import { asLifeboatError } from '../domain/error.ts';
import type { Instant } from '../domain/instant.ts';
import { utcTimeAndRelative } from '../domain/relative-time.ts';
import { sameTier } from '../domain/tier.ts';
import { inTurn, typicalRun } from '../domain/typical.ts';
import { ownBackups } from '../domain/verdict.ts';
import type { RestoreOption } from '../domain/ways-back.ts';
import type { Snapshot } from '../ports/store.ts';
import { allServices } from './known-services.ts';
import { planRestore } from './plan-restore.ts';
import { lookForMs } from './recovery-looks.ts';
import { type AccessWish, storageAt } from './resolve-storage.ts';
import { restoreLine } from './restore-line.ts';
import { within } from './within.ts';
import type { Work } from './work.ts';

/** Which backups are wanted, and the way into their storage where nothing else says it. */
export type OptionWish = { before: Instant | null; way: AccessWish };

/** Services that are no standby and could take it; more would not be read at 3 am. */
const mostOthers = 2;

/**
 * The restores that could bring a service back: into itself from the two newest backups, into its
 * standby from the newest, else into others of the same tier. Each is planned, for a few seconds:
 * what its checks could not see in time is `unknown`. Reads Azure and the store; changes nothing.
 */
export async function restoreOptions(
  work: Work,
  service: Service,
  wish: OptionWish,
  signal?: AbortSignal,
): Promise<RestoreOption[]> {
  const snapshot = await work.ports.store.read();
  const [newest, previous] = backupsOf(snapshot, service, wish.before, work.ports.clock.now());
  if (newest === undefined) return [];
  const own = [newest, ...(previous === undefined ? [] : [previous])];
  const standby = standbyOf(work, service);
  const others = standby === null ? othersFor(work, snapshot, service, newest) : [];
  const parts = { work, snapshot, wish, signal };
  return Promise.all([
    ...own.map((backup) => option(parts, 'service', service, backup)),
    ...(standby === null ? [] : [option(parts, 'standby', standby, newest)]),
    ...others.map((other) => option(parts, 'other', other, newest)),
  ]);
}

function backupsOf(
  snapshot: Snapshot,
  service: Service,
  before: Instant | null,
  now: Instant,
): Backup[] {
  return ownBackups(snapshot.all('backup').filter((backup) => backup.service === service.id))
    .filter((backup) => before === null || backup.createdAt < before)
    .filter((backup) => isRestorable(backup, backup.tier, now) !== false)
    .toSorted((one, other) => other.createdAt - one.createdAt);
}

function standbyOf({ configuration }: Work, { standby }: Service): Service | null {
  if (standby === null) return null;
  return configuration.services.find(({ label }) => label === standby) ?? null;
}

/** Services of the same tier in another region: the only ones worth overwriting in an outage. */
function othersFor(work: Work, snapshot: Snapshot, service: Service, from: Backup): Service[] {
  const home = snapshot.get('service', service.id)?.region ?? from.region;
  return allServices(work.configuration, snapshot)
    .filter(({ id }) => id !== service.id)
    .filter(({ id }) => {
      const seen = snapshot.get('service', id);
      if (seen === null || !seen.exists || seen.tier === null || from.tier === null) return false;
      return sameTier(seen.tier, from.tier) && seen.region !== home;
    })
    .slice(0, mostOthers);
}

type Parts = { work: Work; snapshot: Snapshot; wish: OptionWish; signal: AbortSignal | undefined };

async function option(
  parts: Parts,
  into: RestoreOption['into'],
  target: Service,
  backup: Backup,
): Promise<RestoreOption> {
  const { work, snapshot, wish } = parts;
  const storage = storageFor(work, target, backup, wish.way);
  const operations = snapshot.all('operation');
  const line = restoreLine(
    work.configuration,
    target,
    storage,
    nameOf(parts, into, target, backup),
  );
  return {
    into,
    label: target.label,
    backup,
    made: utcTimeAndRelative(backup.createdAt, work.ports.clock.now()),
    command: into === 'other' ? `${line} --plan` : line,
    wantsSecond: needsApproval(work.configuration.approvals, [
      { kind: 'restore', environment: target.environment },
    ]),
    checks: await checksOf(parts, target, storage, backup),
    expected: inTurn([
      typicalRun(operations, target.id, 'backup'),
      typicalRun(operations, target.id, 'restore'),
    ]),
  };
}

/** Short where the catalogue tells; the whole address where it must work on any machine. */
function nameOf(
  { wish }: Parts,
  into: RestoreOption['into'],
  target: Service,
  backup: Backup,
): string {
  if (!target.configured) return backup.url;
  return into === 'standby' && wish.before === null ? `latest:${backup.label}` : backup.id;
}

function storageFor(work: Work, target: Service, backup: Backup, way: AccessWish): Storage {
  try {
    return storageAt(work.configuration, target, backup, way);
  } catch {
    // Nothing says how it gets in: the way that needs no key and passes most firewalls.
    const usual: AccessWish = { access: 'system-identity', clientId: null };
    return storageAt(work.configuration, target, backup, usual);
  }
}

async function checksOf(
  { work, snapshot, signal }: Parts,
  target: Service,
  storage: Storage,
  backup: Backup,
): Promise<Check[]> {
  const { account, container, name } = backup;
  const from = { backup, account, container, name };
  const wish = { target, from, storage, noSafetyBackup: null, force: [], reason: null };
  const blind = (measured: string, verdict: 'unknown' | 'fail'): Check[] => [
    {
      name: 'service-reachable',
      verdict,
      measured,
      threshold: null,
      remedy: null,
      code: verdict === 'fail' ? 'service-not-found' : null,
    },
    checkSameTier(backup.tier, snapshot.get('service', target.id)?.tier ?? null),
    checkExpiry(backup, work.ports.clock.now()),
  ];
  try {
    const planned = await within(work.ports.clock, lookForMs, signal, (inner) =>
      planRestore(work, wish, inner),
    );
    if (planned.inTime) return planned.value.plan.checks;
    return blind(`${target.label}: no answer within ${lookForMs / 1000} seconds`, 'unknown');
  } catch (error) {
    signal?.throwIfAborted();
    const { code, message } = asLifeboatError(error);
    return blind(message, code === 'service-not-found' ? 'fail' : 'unknown');
  }
}
