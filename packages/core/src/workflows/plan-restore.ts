import { blobUrl } from '../arm/blob-url.ts';
import { checkApiVersion } from '../checks/api-version.ts';
import { checkBackupPresent } from '../checks/backup-present.ts';
import { warnOfClock } from '../checks/clock.ts';
import { checkExpiry } from '../checks/expiry.ts';
import { checkIdle } from '../checks/idle.ts';
import { checkOpenOperation } from '../checks/open-operation.ts';
import { checkSameTier } from '../checks/same-tier.ts';
import { checkSoftDeleted } from '../checks/soft-deleted.ts';
import { checkTier } from '../checks/tier.ts';
import { checkTimeLeft } from '../checks/time-left.ts';
import type { Asker } from '../domain/approval.ts';
import { expiresAt } from '../domain/backup.ts';
import { parseBlobName } from '../domain/blob-name.ts';
import type { Service, Storage } from '../domain/configuration.ts';
import { notRestored } from '../domain/not-restored.ts';
import type { Operation } from '../domain/operation.ts';
import type { Plan } from '../domain/plan.ts';
import { redactSettings } from '../domain/redact-settings.ts';
import { inTurn, typicalRun } from '../domain/typical.ts';
import type { BlobSeen, Look } from '../ports/azure.ts';
import { askOfRestore } from './approvals/ask-of-plan.ts';
import type { ApprovalAsk } from './approvals/require-approval.ts';
import { type Known, whoIs } from './approvals/who-is.ts';
import { environmentsOf } from './environments.ts';
import { forceChecks } from './force-checks.ts';
import { accountBook } from './gather-checks/account-looks.ts';
import { lookWithin, notSeen } from './gather-checks/look-within.ts';
import { readySession } from './gather-checks/ready-session.ts';
import { gatherRestoreFacts, restoreChecks } from './gather-checks/restore-checks.ts';
import { lookAtServiceWithin } from './gather-checks/service-facts.ts';
import { newOperation } from './new-operation.ts';
import { outsideWork } from './outside-work.ts';
import { type PlannedBackup, refuseUnreachable } from './plan-backup.ts';
import { covered, planFrame } from './plan-frame.ts';
import { type FreshWish, madeFirst, planFresh, shownFresh, unmade } from './plan-fresh.ts';
import { rawCommand } from './raw-command.ts';
import type { NamedBackup } from './resolve-backup.ts';
import { stepsOf } from './restore-steps.ts';
import { lookAtUnfollowed, settleOrphans } from './settle-orphans.ts';
import { lookIntoStorage } from './storage-access.ts';
import type { Work } from './work.ts';
import { openOperation } from './write-intent.ts';
import { sourceName, wasRefusedExpired, youngerBackup } from './younger-backup.ts';

/** What a restore is wished to be. */
export type RestoreWish = {
  target: Service;
  from: NamedBackup;
  /** The storage that holds the backup, with the target's way in. */
  storage: Storage;
  /** Null makes a safety backup first; else why there is none. */
  noSafetyBackup: string | null;
  /** Names of checks a person overrides. */
  force: readonly string[];
  reason: string | null;
  /** The source, backed up first by this very run; `from` is then the blob that backup will make. */
  fresh?: FreshWish | null;
  /** Whether users and keys may travel into another environment. */
  crossEnvironment?: boolean;
  /** The reason to go on without the second person the rules want; null waits for one. */
  breakGlass?: string | null;
  /** Who asked, where that is another than who looks now. */
  asker?: Asker;
};

/** A restore that is planned. */
export type PlannedRestore = {
  plan: Plan;
  operation: Operation;
  target: Service;
  storage: Storage;
  open: Operation | null;
  /** What it was planned from, so that its checks can be run again. */
  wish: RestoreWish;
  /** The backup of the source that is made first. */
  fresh: PlannedBackup | null;
  /** The blob's etag as far as anybody saw it. */
  etag: string | null;
  /** What a second person decides on, where the rules want one. */
  ask: ApprovalAsk;
};

/** A safety backup nobody has timed yet takes about this long (facts/azure.md 2.2, 3.3). Milliseconds. */
const untimedBackupMs = 10 * 60 * 1000;

/**
 * Plans a restore: reads the target and the blob, runs the checks, changes nothing in Azure.
 * Errors: `service-not-found`, `not-signed-in`, `not-allowed`, `azure-unreachable`.
 */
export async function planRestore(
  work: Work,
  wish: RestoreWish,
  signal?: AbortSignal,
): Promise<PlannedRestore> {
  const { target, storage } = wish;
  const accounts = accountBook(work, signal);
  const making = planFresh(work, wish, accounts, signal);
  // Awaited below: what fails before must not leave its failure unheard.
  making.catch(() => undefined);
  await settleOrphans(work, target.id);
  await lookAtUnfollowed(work, target.id, signal);
  await readySession(work, target.signIn, signal);
  const asking = whoIs(work, target.signIn, signal);
  const crossEnvironment = wish.crossEnvironment ?? false;
  const before = await work.ports.store.read();
  const looking = lookAtServiceWithin(work, target, signal);
  // The clock is compared with an answer that just came, not with one that waited for the others.
  const clockLook = looking.then((look) => warnOfClock(look, work.ports.clock.now()));
  const [looks, clock, blob] = await Promise.all([
    gatherRestoreFacts(
      work,
      { ...wish, crossEnvironment, snapshot: before, accounts },
      looking,
      signal,
    ),
    clockLook,
    lookAtBlob(work, wish, signal),
  ]);
  const fresh = await making;
  const from = fresh === null ? wish.from : unmade(fresh.operation);
  const asked = { ...wish, from, crossEnvironment };
  const { look, deleted } = looks.service;
  refuseUnreachable(look, target, signal, deleted !== null);
  const seen = look.seen ? look.value : null;
  const snapshot = await work.ports.store.read();
  const facts = backupFacts(from, blob);
  const operation = newOperation(work, {
    kind: 'restore',
    service: target,
    storage,
    blobName: from.name,
    blobUrl: blobUrl(work.configuration.cloud.blobEndpoint, from),
    seen,
    purpose: null,
    backup: from.backup?.id ?? null,
    parent: null,
    reason: wish.reason,
    settings: seen === null ? null : redactSettings(seen.resource),
  });
  const now = work.ports.clock.now();
  const safety = wish.noSafetyBackup === null;
  const backupRun = typicalRun(snapshot.all('operation'), target.id, 'backup');
  const safetyMs = safety ? (backupRun?.longestMs ?? untimedBackupMs) : 0;
  const open = openOperation(snapshot, target.id, null);
  const outside = open === null ? await outsideWork(work, target, seen, signal) : null;
  const environments = environmentsOf(work, wish);
  const expired = checkExpiry(facts.age, now, {
    forced: wish.force.includes('expired'),
    refusedBefore: wasRefusedExpired(snapshot, operation.blobUrl, from),
    younger: youngerBackup(snapshot, from, operation.tier, now)?.id ?? null,
  });
  const judged = [
    checkTier(seen?.tier ?? null),
    checkSoftDeleted(target.label, look, deleted, now),
    checkOpenOperation(open),
    checkIdle(seen?.provisioningState ?? null, outside),
    checkApiVersion(operation.apiVersion, storage.access, seen?.minApiVersion ?? null),
    checkSameTier(facts.tier, seen?.tier ?? null),
    checkBackupPresent(blob, from.backup?.etag ?? null),
    expired,
    ...restoreChecks(work.configuration, asked, looks, now),
    checkTimeLeft(facts.age === null ? null : expiresAt(facts.age), safetyMs, now),
    ...clock,
  ];
  const all = fresh === null ? judged : judged.map(madeFirst);
  const { checks, forced: others } = forceChecks(all, wish.force, wish.reason);
  // Only one that was overridden warns.
  const forced = [...(expired.verdict === 'warn' ? ['expired'] : []), ...others];
  const age = fresh === null ? facts.age : null;
  const steps = stepsOf(snapshot, { target, safety, fresh: fresh?.service ?? null });
  const etag = (blob.seen ? blob.value.etag : null) ?? from.backup?.etag ?? null;
  const seenBy = await asking;
  const known: Known = wish.asker === undefined ? seenBy : { ...seenBy, asker: wish.asker };
  const covers = [
    covered('restore', target),
    ...(fresh === null ? [] : [covered('backup', fresh.service)]),
  ];
  const frame = planFrame(work, {
    known,
    covers,
    environments,
    hashed: {
      kind: 'restore',
      target: target.id,
      // The name of a fresh backup holds the time, which no hash may: then it is the container that counts.
      blobs: [
        fresh === null
          ? { url: operation.blobUrl, etag }
          : { url: `${from.account}/${from.container}`, etag: null },
      ],
      freshOf: fresh?.service.id ?? null,
      access: storage.access,
      clientId: storage.clientId,
      safetyBackup: safety,
      forced: wish.force,
      crossEnvironment,
    },
    snapshot,
  });
  const plan: Plan = {
    ...frame,
    kind: 'restore',
    service: target.label,
    azureName: target.azureName,
    resourceId: target.resourceId,
    tier: operation.tier,
    region: operation.region,
    account: from.account,
    container: from.container,
    blobName: from.name,
    blobUrl: operation.blobUrl,
    access: storage.access,
    purpose: null,
    from: {
      backup: from.backup?.id ?? null,
      service: from.backup?.label ?? parseBlobName(from.name)?.azureName ?? null,
      createdAt: age?.createdAt ?? null,
      expiresAt: age === null ? null : expiresAt(age),
      estimated: age?.estimated ?? true,
    },
    fresh: fresh === null ? null : shownFresh(fresh.plan),
    safetyBackup: { made: safety, blobName: null, reason: wish.noSafetyBackup },
    checks,
    losses: losses(target, from, operation),
    expected: inTurn(steps.map(({ expected }) => expected)),
    steps,
    rawCommand: rawCommand({ ...operation, clientId: storage.clientId }),
  };
  return {
    plan,
    operation: {
      ...operation,
      planHash: plan.hash,
      ...(forced.length === 0 ? {} : { forced }),
    },
    target,
    storage,
    open,
    wish,
    fresh,
    etag,
    ask: askOfRestore(work, { plan, wish, covers, known }),
  };
}

/** The blob that is restored; one that this very run makes first, nobody can look at. */
function lookAtBlob(
  work: Work,
  { target, storage, from, fresh = null }: RestoreWish,
  signal: AbortSignal | undefined,
): Promise<Look<BlobSeen>> {
  if (fresh !== null) return Promise.resolve(notSeen('it is made first'));
  return lookWithin(work.ports.clock, signal, (each) =>
    lookIntoStorage(
      work,
      target,
      storage,
      (blobs, place) => blobs.head(place, from.name, each),
      each,
    ),
  );
}

/** Tier and age of the backup: from the catalogue, else from its stamped name and Creation-Time, whichever is earlier. */
export function backupFacts(
  from: NamedBackup,
  blob: Look<BlobSeen>,
): { tier: string | null; age: { createdAt: number; estimated: boolean } | null } {
  const stamp = parseBlobName(from.name);
  const tier = from.backup?.tier ?? stamp?.tier ?? null;
  if (from.backup !== null) return { tier, age: from.backup };
  const created = blob.seen ? blob.value.createdAt : null;
  const times = [stamp?.at ?? null, created].filter((time) => time !== null);
  return {
    tier,
    age: times.length === 0 ? null : { createdAt: Math.min(...times), estimated: true },
  };
}

function losses(target: Service, from: NamedBackup, operation: Operation): string[] {
  const source = sourceName(from) ?? from.name;
  return [
    `All configuration of ${target.azureName} is replaced by that of ${source}: APIs, policies, products, users, subscriptions and their keys. Nothing is merged, and changes made meanwhile are lost.`,
    'Azure cannot cancel a restore.',
    ...notRestored(operation.settings).map((gap) => gap.sentence),
  ];
}
