import { checkApiVersion } from '../checks/api-version.ts';
import { warnOfClock } from '../checks/clock.ts';
import { checkHold } from '../checks/hold.ts';
import { checkIdle } from '../checks/idle.ts';
import { checkNameFree } from '../checks/name-free.ts';
import { checkOpenOperation } from '../checks/open-operation.ts';
import { checkSoftDeleted } from '../checks/soft-deleted.ts';
import { checkTier } from '../checks/tier.ts';
import { checkWorkspaces } from '../checks/workspaces.ts';
import type { Asker } from '../domain/approval.ts';
import type { Purpose } from '../domain/backup.ts';
import { blobName } from '../domain/blob-name.ts';
import type { Check } from '../domain/check.ts';
import type { Service, Storage } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import { holdOn } from '../domain/hold.ts';
import type { Instant } from '../domain/instant.ts';
import type { Operation } from '../domain/operation.ts';
import type { Plan, PlanFrame } from '../domain/plan.ts';
import { redactSettings } from '../domain/redact-settings.ts';
import { typicalRun } from '../domain/typical.ts';
import type { Look, ServiceResource } from '../ports/azure.ts';
import type { Snapshot } from '../ports/store.ts';
import { askOfBackup } from './approvals/ask-of-plan.ts';
import type { ApprovalAsk } from './approvals/require-approval.ts';
import { type Known, whoIs } from './approvals/who-is.ts';
import { forceChecks } from './force-checks.ts';
import { type AccountBook, accountBook } from './gather-checks/account-looks.ts';
import { backupChecks, gatherBackupFacts } from './gather-checks/backup-checks.ts';
import { lookAtName, type NameLooks } from './gather-checks/name-look.ts';
import { readySession } from './gather-checks/ready-session.ts';
import { lookAtServiceWithin } from './gather-checks/service-facts.ts';
import { newOperation } from './new-operation.ts';
import { outsideWork } from './outside-work.ts';
import { covered, planFrame } from './plan-frame.ts';
import { rawCommand } from './raw-command.ts';
import { lookAtUnfollowed, settleOrphans } from './settle-orphans.ts';
import { errorOfUnseen } from './unseen.ts';
import type { Work } from './work.ts';
import { openOperation } from './write-intent.ts';

/** What a backup is wished to be. */
export type BackupWish = {
  service: Service;
  storage: Storage;
  purpose: Purpose;
  /** A blob name of one's own; null for the stamped one. */
  name: string | null;
  /** The restore this is the safety backup of. */
  parent: string | null;
  reason: string | null;
  /** Who asked, where that is another than who looks now. */
  asker?: Asker;
  /** Names of checks a person overrides. */
  force?: readonly string[];
  /** Looks at storage accounts, where several backups are planned together. */
  accounts?: AccountBook;
};

/** A backup that is planned: what would happen, and the operation that would do it. */
export type PlannedBackup = {
  plan: Plan;
  operation: Operation;
  service: Service;
  storage: Storage;
  /** Our own operation that is in the way; null when there is none. */
  open: Operation | null;
  /** What a second person decides on, where the rules want one. */
  ask: ApprovalAsk;
};

/**
 * Plans a backup: reads the service and the storage, runs the checks, changes nothing in Azure.
 * Errors: `service-not-found`, `not-signed-in`, `not-allowed`, `azure-unreachable` when Azure
 * cannot be reached at all.
 */
export async function planBackup(
  work: Work,
  wish: BackupWish,
  signal?: AbortSignal,
): Promise<PlannedBackup> {
  const { service, storage } = wish;
  await settleOrphans(work, service.id);
  await lookAtUnfollowed(work, service.id, signal);
  await readySession(work, service.signIn, signal);
  const asking = whoIs(work, service.signIn, signal);
  const accounts = wish.accounts ?? accountBook(work, signal);
  const before = await work.ports.store.read();
  const looking = lookAtServiceWithin(work, service, signal);
  // The clock is compared with an answer that just came, not with one that waited for the others.
  const clockLook = looking.then((look) => warnOfClock(look, work.ports.clock.now()));
  const [facts, clock, named] = await Promise.all([
    gatherBackupFacts(work, { service, storage, accounts, snapshot: before }, looking, signal),
    clockLook,
    lookForName(work, wish, looking, signal),
  ]);
  const { look, deleted, workspaces } = facts.service;
  refuseUnreachable(look, service, signal, deleted !== null);
  const seen = look.seen ? look.value : null;
  const { name, blob, container } = named;
  const snapshot = await work.ports.store.read();
  const operation = newOperation(work, {
    kind: 'backup',
    service,
    storage,
    blobName: name,
    blobUrl: work.ports.azure(service.signIn).blobs.url(storage.account, storage.container, name),
    seen,
    purpose: wish.purpose,
    backup: null,
    parent: wish.parent,
    reason: wish.reason,
    settings: seen === null ? null : redactSettings(seen.resource),
  });
  const open = openOperation(snapshot, service.id, wish.parent);
  const outside = open === null ? await outsideWork(work, service, seen, signal) : null;
  const all = [
    checkTier(seen?.tier ?? null),
    ...(deleted === null
      ? []
      : [checkSoftDeleted(service.label, look, deleted, work.ports.clock.now())]),
    ...holdChecks(wish, snapshot, work.ports.clock.now()),
    // Before the service's own state: with one of ours open it is busy because of us.
    checkOpenOperation(open),
    checkIdle(seen?.provisioningState ?? null, outside),
    checkApiVersion(operation.apiVersion, storage.access, seen?.minApiVersion ?? null),
    checkWorkspaces(workspaces),
    ...backupChecks(service, storage, facts, { dataPlane: container }),
    checkNameFree(name, blob),
    ...clock,
  ];
  const { checks, forced } = forceChecks(all, wish.force ?? [], wish.reason);
  const expected = typicalRun(snapshot.all('operation'), service.id, 'backup');
  const seenBy = await asking;
  const known: Known = wish.asker === undefined ? seenBy : { ...seenBy, asker: wish.asker };
  const covers = [covered('backup', service)];
  const frame = planFrame(work, {
    known,
    covers,
    environments: { from: null, to: service.environment },
    hashed: {
      kind: 'backup',
      target: service.id,
      // A stamped name holds the time, which no hash may: then it is the container that counts.
      blobs: [
        {
          url: wish.name === null ? `${storage.account}/${storage.container}` : operation.blobUrl,
          etag: null,
        },
      ],
      freshOf: null,
      access: storage.access,
      clientId: storage.clientId,
      safetyBackup: null,
      forced,
      crossEnvironment: false,
    },
    snapshot,
  });
  const plan = planOf(operation, service, storage, { checks, expected, frame });
  return {
    plan,
    operation: {
      ...operation,
      planHash: plan.hash,
      ...(forced.length === 0 ? {} : { forced }),
    },
    service,
    storage,
    open,
    ask: askOfBackup(work, { plan, wish, covers, known }),
  };
}

/**
 * A hold stops the automatics and new backups. A restore's safety backup it lets through: restoring
 * is what the incident behind a hold may need, and going without the way back is what nobody should
 * be led to (promise 7).
 */
function holdChecks({ service, purpose }: BackupWish, snapshot: Snapshot, now: Instant): Check[] {
  if (purpose === 'safety') return [];
  return [checkHold(holdOn(snapshot.all('hold'), service.id, now), now)];
}

/** Without network or sign-in nothing can be started: said at once rather than after a POST. */
export function refuseUnreachable(
  look: Look<ServiceResource>,
  service: Service,
  signal?: AbortSignal,
  isDeleted = false,
): void {
  if (signal?.aborted === true) {
    throw new LifeboatError('interrupted', 'Interrupted while planning. Nothing changed in Azure.');
  }
  if (look.seen || isDeleted) return;
  const { kind } = look.why;
  // A gateway error or a throttle blinds the checks; it must not block a restore in an outage.
  if (kind === 'error' || kind === 'throttled') return;
  const error = errorOfUnseen(look.why, `the service ${service.label}`, 'service-not-found');
  const words = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  throw new LifeboatError(error.code, `${words} Nothing was sent.`, {
    ...(error.azure === null ? {} : { azure: error.azure }),
    hint:
      error.hint ??
      'Check the network and the proxy, then try again: `apim doctor` looks at each part.',
  });
}

type Stamped = { tier: string | null; region: string | null };

function stampedName(service: Service, seen: Stamped | null, at: Instant): string {
  const { tier, region } = seen ?? { tier: null, region: null };
  const { azureName } = service;
  return blobName({ azureName, tier: tier ?? 'unknown', region: region ?? 'unknown', at });
}

function planOf(
  operation: Operation,
  service: Service,
  storage: Storage,
  { checks, expected, frame }: Pick<Plan, 'checks' | 'expected'> & { frame: PlanFrame },
): Plan {
  return {
    ...frame,
    kind: 'backup',
    service: service.label,
    azureName: service.azureName,
    resourceId: service.resourceId,
    tier: operation.tier,
    region: operation.region,
    account: storage.account,
    container: storage.container,
    blobName: operation.blobName,
    blobUrl: operation.blobUrl,
    access: storage.access,
    purpose: operation.purpose,
    from: null,
    fresh: null,
    safetyBackup: null,
    checks,
    losses: [
      `${service.label} takes no other management operation for minutes; its APIs keep answering (a Developer tier may pause).`,
      'Azure cannot cancel a backup. The portal will say "Service is being updated": that is expected.',
    ],
    expected,
    steps: [{ what: 'backup', service: service.label, expected }],
    rawCommand: rawCommand({ ...operation, clientId: storage.clientId }),
  };
}

/**
 * Looks at the blob that would be written, at once under the name that it will most likely have: tier
 * and region in it are known from before, and hardly ever change.
 */
async function lookForName(
  work: Work,
  { service, storage, name }: BackupWish,
  looking: Promise<Look<ServiceResource>>,
  signal: AbortSignal | undefined,
): Promise<NameLooks & { name: string }> {
  const at = work.ports.clock.now();
  const of = (wanted: string) => lookAtName(work, { service, storage, name: wanted }, signal);
  const known = (await work.ports.store.read()).get('service', service.id);
  const guess = name ?? (known?.tier == null ? null : stampedName(service, known, at));
  const first = guess === null ? null : of(guess);
  const look = await looking;
  const real = name ?? stampedName(service, look.seen ? look.value : null, at);
  return { name: real, ...(await (real === guess && first !== null ? first : of(real))) };
}
