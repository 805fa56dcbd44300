import { type Backup, expiresAt, isRestorable } from './backup.ts';
import { formatDuration } from './duration.ts';
import type { Instant } from './instant.ts';
import { isInAzure, type Operation } from './operation.ts';
import { utcTimeAndRelative } from './relative-time.ts';
import type { ServiceSeen } from './service-seen.ts';
import { tierHasBackup } from './tier.ts';

/** The health of a service's backups, not of the service; worst first. */
export const verdictsWorstFirst = [
  'gone',
  'stale',
  'never',
  'failing',
  'late',
  'unknown',
  'running',
  'paused',
  'fresh',
  'cannot',
] as const;

/** The health of a service's backups; see {@link verdictsWorstFirst}. */
export type Verdict = (typeof verdictsWorstFirst)[number];

/** All a verdict is decided on. */
export type VerdictInputs = {
  /** What Azure last said of the service; null when nothing was ever read. */
  service: ServiceSeen | null;
  /** This service's backups, in any order and state; safety backups are ignored. */
  backups: readonly Backup[];
  /** This service's operations, in any order. */
  operations: readonly Operation[];
  /** How old the newest backup may become; null for on demand only. Milliseconds. */
  everyMs: number | null;
  now: Instant;
  /** Until when its schedule is paused; null when it is not. */
  pausedUntil: Instant | null;
  /** How old Azure's answers may be before nobody knows any more. Milliseconds. */
  maxAgeMs: number;
};

/** A verdict and what it rests on. */
export type Judgement = {
  verdict: Verdict;
  /** One clause in words, such as "the newest restorable backup is 3 d old". */
  why: string;
  /** The newest backup known to be restorable; null when there is none. */
  newest: Backup | null;
  /** When the last restorable backup ends; null when there is none. */
  restorableUntil: Instant | null;
};

/** A service whose last restorable backup ends within this time is `stale`: three days. Milliseconds. */
export const staleWithinMs = 3 * 24 * 60 * 60 * 1000;

/** The newest backup that is known to be restorable into `tier` now, safety backups left out; null without any. */
export function newestRestorable(
  backups: readonly Backup[],
  tier: string | null,
  now: Instant,
): Backup | null {
  return newestOf(ownBackups(backups).filter((backup) => isRestorable(backup, tier, now) === true));
}

/** The backups that count: all but safety backups, which a person asked for as a way back only. */
export function ownBackups(backups: readonly Backup[]): Backup[] {
  return backups.filter((backup) => backup.purpose !== 'safety');
}

/** The verdict on a service's backups; the first rule that matches wins. */
export function verdictOf(inputs: VerdictInputs): Verdict {
  return judge(inputs).verdict;
}

/** The same verdict with its reason and the backup it rests on. */
export function judge(inputs: VerdictInputs): Judgement {
  const facts = factsOf(inputs);
  const { newest } = facts;
  const restorableUntil = newest === null ? null : expiresAt(newest);
  for (const [verdict, holds] of rules) {
    const why = holds(facts);
    if (why !== null) return { verdict, why, newest, restorableUntil };
  }
  return { verdict: 'fresh', why: freshWords(facts), newest, restorableUntil };
}

/** How bad a verdict is: 0 is the worst. For sorting a fleet. */
export function severity(verdict: Verdict): number {
  return verdictsWorstFirst.indexOf(verdict);
}

type Facts = VerdictInputs & {
  own: Backup[];
  newest: Backup | null;
  /** Age of `newest`; null without one. */
  ageMs: number | null;
  /** When the storage was last looked into: a complete listing, or a sight of one of the blobs. */
  storageAt: Instant | null;
  /** Backups nobody can say of whether they would restore. */
  perhaps: number;
};

function factsOf(inputs: VerdictInputs): Facts {
  const { service, now } = inputs;
  const own = ownBackups(inputs.backups);
  const tier = service?.tier ?? null;
  const newest = newestRestorable(own, tier, now);
  const sights = own.flatMap((backup) => (backup.seenAt === null ? [] : [backup.seenAt]));
  if (service !== null && service.storageReadAt !== null) sights.push(service.storageReadAt);
  return {
    ...inputs,
    own,
    newest,
    ageMs: newest === null ? null : now - newest.createdAt,
    storageAt: sights.length === 0 ? null : Math.max(...sights),
    perhaps: own.filter((backup) => isRestorable(backup, tier, now) === null).length,
  };
}

/** Each rule gives its reason, or null where it does not match. */
const rules: readonly (readonly [Verdict, (facts: Facts) => string | null])[] = [
  ['cannot', cannot],
  [
    'gone',
    ({ service, now }) =>
      service?.exists === false ? goneWords(service.purgeAt ?? null, now) : null,
  ],
  ['running', running],
  ['unknown', unknown],
  ['never', never],
  ['stale', stale],
  ['failing', failing],
  ['late', late],
  ['paused', paused],
];

function goneWords(purgeAt: Instant | null, now: Instant): string {
  const gone = 'Azure says that it does not exist';
  return purgeAt === null || purgeAt <= now
    ? gone
    : `${gone}; undelete it until ${utcTimeAndRelative(purgeAt, now)}`;
}

function cannot({ service }: Facts): string | null {
  const tier = service?.tier ?? null;
  return tier !== null && !tierHasBackup(tier) ? `the ${tier} tier has no backup` : null;
}

function running({ operations }: Facts): string | null {
  const open = operations.find((operation) => isInAzure(operation.status));
  return open === undefined ? null : `a ${open.kind} is under way`;
}

function unknown({ service, storageAt, newest, perhaps, now, maxAgeMs }: Facts): string | null {
  if (service === null) return 'Azure was never asked about it';
  if (storageAt === null) return 'its storage was never read';
  const ageMs = now - Math.min(service.at, storageAt);
  if (ageMs > maxAgeMs) return `Azure's last answer is ${formatDuration(ageMs)} old`;
  // A blob that was never seen, or whose tier nobody knows, is neither a backup to rely on nor none.
  return newest === null && perhaps > 0 ? 'nobody knows whether its backups would restore' : null;
}

function never({ own, backups }: Facts): string | null {
  if (own.length > 0) return null;
  return backups.length === 0 ? 'no backup of it was ever made' : 'only safety backups of it exist';
}

function stale({ newest, ageMs, everyMs, now }: Facts): string | null {
  if (newest === null || ageMs === null) return 'no backup of it is restorable';
  const leftMs = expiresAt(newest) - now;
  if (leftMs <= staleWithinMs)
    return `its last restorable backup ends in ${formatDuration(leftMs)}`;
  return everyMs !== null && ageMs > 2 * everyMs ? oldWords(ageMs) : null;
}

function failing({ own, operations, ageMs, everyMs }: Facts): string | null {
  if (ageMs === null || everyMs === null || ageMs <= everyMs) return null;
  const newestAt = newestOf(own)?.createdAt ?? 0;
  const attempts = operations.filter(
    ({ kind, purpose, status }) =>
      kind === 'backup' && purpose !== 'safety' && (status === 'failed' || status === 'succeeded'),
  );
  const last = attempts.reduce<Operation | null>(
    (best, each) => (best === null || endOf(each) > endOf(best) ? each : best),
    null,
  );
  if (last === null || last.status !== 'failed' || endOf(last) < newestAt) return null;
  return `the last attempt failed and the newest backup is ${formatDuration(ageMs)} old`;
}

function late({ ageMs, everyMs }: Facts): string | null {
  return ageMs !== null && isLate(ageMs, everyMs) ? oldWords(ageMs) : null;
}

/** Whether a newest backup of this age is late: older than `every` plus 10 %. Milliseconds. */
export function isLate(ageMs: number, everyMs: number | null): boolean {
  return everyMs !== null && ageMs > lateAfterMs(everyMs);
}

/** The age at which a newest backup becomes late. Milliseconds. */
export function lateAfterMs(everyMs: number): number {
  // Times 11 over 10, not 1.1: the same whole milliseconds on every path.
  return Math.floor((everyMs * 11) / 10);
}

function paused({ pausedUntil, now }: Facts): string | null {
  if (pausedUntil === null || pausedUntil <= now) return null;
  return `its schedule is paused for ${formatDuration(pausedUntil - now)} more`;
}

function freshWords({ ageMs }: Facts): string {
  return oldWords(ageMs ?? 0);
}

function oldWords(ageMs: number): string {
  return `its newest restorable backup is ${formatDuration(ageMs)} old`;
}

function endOf(operation: Operation): Instant {
  return operation.endedAt ?? operation.startedAt ?? operation.plannedAt;
}

function newestOf(backups: readonly Backup[]): Backup | null {
  return backups.reduce<Backup | null>(
    (best, each) => (best === null || each.createdAt > best.createdAt ? each : best),
    null,
  );
}
