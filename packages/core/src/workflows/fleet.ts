import type { Backup } from '../domain/backup.ts';
import type { Configuration, Service } from '../domain/configuration.ts';
import { type Hold, holdOn, type Pause, pauseOf } from '../domain/hold.ts';
import type { Instant } from '../domain/instant.ts';
import { isEnded, type Operation, type OperationKind } from '../domain/operation.ts';
import type { ServiceSeen } from '../domain/service-seen.ts';
import type { Standing } from '../domain/standing.ts';
import { type Typical, typicalRun } from '../domain/typical.ts';
import { type Judgement, judge, severity } from '../domain/verdict.ts';
import type { Snapshot } from '../ports/store.ts';
import { allServices } from './known-services.ts';

/**
 * How old Azure's answers may be before a verdict says that nobody knows: 24 hours. A fleet is
 * looked at at least daily where anybody relies on its verdicts. Milliseconds.
 */
export const dataMaxAgeMs = 24 * 60 * 60 * 1000;

/** One service of the fleet, with the verdict on its backups and what it rests on. */
export type FleetRow = {
  service: Service;
  /** What Azure last said; null when it was never asked. */
  seen: ServiceSeen | null;
  judgement: Judgement;
  /** What the standing checks found of it and its standby; null when it has none, or nobody looked. */
  standing: Standing | null;
  /** All its backups, newest first. */
  backups: Backup[];
  /** Its operations without a known end, oldest first. */
  open: Operation[];
  /** The pause of its schedule; null when it does not rest. */
  pause: Pause | null;
  /** The hold that stops its backups: its own or that of all; null when there is none. */
  hold: Hold | null;
  /** How long its past runs took. */
  typical: Record<OperationKind, Typical | null>;
};

/**
 * The fleet as the store knows it: every configured service and those that only the store knows,
 * worst verdict first. A service nobody configured that is gone, and without a backup that is still
 * there, is left out. Pure.
 */
export function fleetRows(
  snapshot: Snapshot,
  configuration: Configuration,
  now: Instant,
): FleetRow[] {
  const backups = Map.groupBy(snapshot.all('backup'), (backup) => backup.service);
  const operations = Map.groupBy(snapshot.all('operation'), (operation) => operation.service);
  return allServices(configuration, snapshot)
    .map((service) =>
      rowOf(service, snapshot, now, {
        backups: backups.get(service.id) ?? [],
        operations: operations.get(service.id) ?? [],
      }),
    )
    .filter((row) => !isForgotten(row))
    .toSorted(worstFirst);
}

function rowOf(
  service: Service,
  snapshot: Snapshot,
  now: Instant,
  { backups, operations }: { backups: Backup[]; operations: Operation[] },
): FleetRow {
  const seen = snapshot.get('service', service.id);
  const pause = pauseOf(snapshot.get('pause', service.id), now);
  return {
    service,
    seen,
    judgement: judge({
      service: seen,
      backups,
      operations,
      everyMs: service.everyMs,
      now,
      pausedUntil: pause?.until ?? null,
      maxAgeMs: dataMaxAgeMs,
    }),
    standing: standingOf(service, snapshot),
    backups: backups.toSorted((one, other) => other.createdAt - one.createdAt),
    open: operations
      .filter((operation) => !isEnded(operation.status))
      .toSorted((one, other) => one.plannedAt - other.plannedAt),
    pause,
    hold: holdOn(snapshot.all('hold'), service.id, now),
    typical: {
      backup: typicalRun(operations, service.id, 'backup'),
      restore: typicalRun(operations, service.id, 'restore'),
    },
  };
}

/** What was found of another standby, of before, says nothing. */
function standingOf(service: Service, snapshot: Snapshot): Standing | null {
  const found = snapshot.get('standing', service.id);
  return found !== null && found.standbyLabel === service.standby ? found : null;
}

function isForgotten({ service, seen, backups, open }: FleetRow): boolean {
  const isThere = seen === null || seen.exists;
  return (
    !service.configured &&
    !isThere &&
    open.length === 0 &&
    backups.every((backup) => backup.state !== 'present')
  );
}

/** The worst verdict first; among equals what has ended or ends sooner, production, then by name. */
function worstFirst(one: FleetRow, other: FleetRow): number {
  const worse = severity(one.judgement.verdict) - severity(other.judgement.verdict);
  if (worse !== 0) return worse;
  const sooner = endOf(one) - endOf(other);
  if (sooner !== 0) return sooner;
  const production = Number(isProduction(other)) - Number(isProduction(one));
  return production !== 0 ? production : byName(one.service.label, other.service.label);
}

function endOf({ judgement }: FleetRow): number {
  // A stale service without an end has nothing left: the worst of them.
  const none = judgement.verdict === 'stale' ? 0 : Number.MAX_SAFE_INTEGER;
  return judgement.restorableUntil ?? none;
}

function isProduction({ service }: FleetRow): boolean {
  return service.environment === 'production';
}

/** Upper and lower case alike. Not by the rules of a language: those take 5 ms to load at every start. */
function byName(one: string, other: string): number {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * When the oldest of what Azure said about these services and their storages was read; null when
 * something was never asked.
 */
export function oldestAnswer(rows: readonly FleetRow[]): Instant | null {
  const times = rows.map(({ seen }) =>
    seen === null ? null : Math.min(seen.at, seen.storageReadAt ?? seen.at),
  );
  if (times.length === 0 || times.includes(null)) return null;
  return Math.min(...times.filter((time) => time !== null));
}
