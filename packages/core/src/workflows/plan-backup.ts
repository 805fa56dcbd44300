import { checkApiVersion } from '../checks/api-version.ts';
import { warnOfClock } from '../checks/clock.ts';
import { checkContainer } from '../checks/container.ts';
import { checkIdle } from '../checks/idle.ts';
import { checkNameFree } from '../checks/name-free.ts';
import { checkOpenOperation } from '../checks/open-operation.ts';
import { checkTier } from '../checks/tier.ts';
import type { Asker } from '../domain/approval.ts';
import type { Purpose } from '../domain/backup.ts';
import { blobName } from '../domain/blob-name.ts';
import type { Service, Storage } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import type { Operation } from '../domain/operation.ts';
import type { Plan, PlanFrame } from '../domain/plan.ts';
import { redactSettings } from '../domain/redact-settings.ts';
import { typicalRun } from '../domain/typical.ts';
import type { BlobSeen, Blobs, ContainerPlace, Look, ServiceResource } from '../ports/azure.ts';
import { askOfBackup } from './approvals/ask-of-plan.ts';
import type { ApprovalAsk } from './approvals/require-approval.ts';
import { type Known, whoIs } from './approvals/who-is.ts';
import { lookAtService } from './look-at-service.ts';
import { newOperation } from './new-operation.ts';
import { outsideWork } from './outside-work.ts';
import { covered, planFrame } from './plan-frame.ts';
import { rawCommand } from './raw-command.ts';
import { lookAtUnfollowed, settleOrphans } from './settle-orphans.ts';
import { lookIntoStorage } from './storage-access.ts';
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
  const asking = whoIs(work, service.signIn, signal);
  const look = await lookAtService(work, service, signal);
  const clock = warnOfClock(look, work.ports.clock.now());
  refuseUnreachable(look, service, signal);
  const seen = look.seen ? look.value : null;
  const name = wish.name ?? stampedName(work, service, seen);
  const [{ blob, container }, snapshot] = await Promise.all([
    lookAtName(work, { service, storage, name }, signal),
    work.ports.store.read(),
  ]);
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
  const checks = [
    checkTier(seen?.tier ?? null),
    // Before the service's own state: with one of ours open it is busy because of us.
    checkOpenOperation(open),
    checkIdle(seen?.provisioningState ?? null, outside),
    checkApiVersion(operation.apiVersion, storage.access, seen?.minApiVersion ?? null),
    checkContainer(storage, container),
    checkNameFree(name, blob),
    ...clock,
  ];
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
      forced: [],
      crossEnvironment: false,
    },
    snapshot,
  });
  const plan = planOf(operation, service, storage, { checks, expected, frame });
  return {
    plan,
    operation: { ...operation, planHash: plan.hash },
    service,
    storage,
    open,
    ask: askOfBackup(work, { plan, wish, covers, known }),
  };
}

/** Without network or sign-in nothing can be started: said at once rather than after a POST. */
export function refuseUnreachable(
  look: Look<ServiceResource>,
  service: Service,
  signal?: AbortSignal,
): void {
  if (look.seen) return;
  if (signal?.aborted === true) {
    throw new LifeboatError('interrupted', 'Interrupted while planning. Nothing changed in Azure.');
  }
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

function stampedName(work: Work, service: Service, seen: ServiceResource | null): string {
  return blobName({
    azureName: service.azureName,
    tier: seen?.tier ?? 'unknown',
    region: seen?.region ?? 'unknown',
    at: work.ports.clock.now(),
  });
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

/** Looks whether a blob of that name is there, and its container. */
async function lookAtName(
  work: Work,
  { service, storage, name }: { service: Service; storage: Storage; name: string },
  signal: AbortSignal | undefined,
): Promise<{ blob: Look<BlobSeen>; container: Look<unknown> }> {
  const into = <T>(look: (blobs: Blobs, place: ContainerPlace) => Promise<Look<T>>) =>
    lookIntoStorage(work, service, storage, look, signal);
  const blob = await into((blobs, place) => blobs.head(place, name, signal));
  // Azure says ContainerNotFound where the container is missing ("Blob service error codes", read 2026-11-23).
  const isInside = blob.seen || blob.why.azure?.code === 'BlobNotFound';
  if (isInside) return { blob, container: { seen: true, value: null, date: null } };
  const container = await into((blobs, place) => blobs.list(place, `${name}/`, signal));
  return { blob, container };
}
