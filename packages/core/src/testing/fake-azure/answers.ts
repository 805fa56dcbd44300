import type { Secret } from '../../domain/secret.ts';
import type { LockEntry, PermissionSet, RoleAssignment } from '../../ports/authorization.ts';
import type {
  ActivityEvent,
  BlobSeen,
  DeletedService,
  FleetEntry,
  Look,
  OperationLook,
  ResourceGroupEntry,
  ServiceResource,
  StartAnswer,
  SubscriptionEntry,
  Unseen,
} from '../../ports/azure.ts';
import type { ReportPage } from '../../ports/reports.ts';
import type { AccessToken, Identity } from '../../ports/sign-in.ts';
import type {
  BlobServiceFacts,
  ContainerResource,
  GeoCopy,
  LifecycleRule,
  StorageAccountResource,
} from '../../ports/storage-accounts.ts';
import type { FakeCall, FakeCallName } from './calls.ts';
import { notSeen } from './looks.ts';

/** What each call answers. */
export type FakeAnswers = {
  'apiManagement.get': Look<ServiceResource>;
  'apiManagement.list': Look<ServiceResource[]>;
  'apiManagement.query': Look<FleetEntry[]>;
  'apiManagement.start': StartAnswer;
  'apiManagement.ask': OperationLook;
  'apiManagement.workspaces': Look<{ count: number }>;
  'apiManagement.listDeleted': Look<DeletedService[]>;
  'apiManagement.undelete': StartAnswer;
  'apiManagement.report': Look<ReportPage>;
  'authorization.permissions': Look<PermissionSet[]>;
  'authorization.roles': Look<RoleAssignment[]>;
  'authorization.locks': Look<LockEntry[]>;
  'storageAccounts.list': Look<StorageAccountResource[]>;
  'storageAccounts.get': Look<StorageAccountResource>;
  'storageAccounts.containers': Look<{ name: string }[]>;
  'storageAccounts.container': Look<ContainerResource>;
  'storageAccounts.createContainer': Look<null>;
  'storageAccounts.blobService': Look<BlobServiceFacts>;
  'storageAccounts.lifecycle': Look<LifecycleRule[]>;
  'storageAccounts.geoCopy': Look<GeoCopy | null>;
  'storageAccounts.key': Look<Secret>;
  'blobs.list': Look<BlobSeen[]>;
  'blobs.head': Look<BlobSeen>;
  'blobs.readText': Look<string>;
  'blobs.createText': Look<null>;
  'blobs.writeText': Look<null>;
  'blobs.stagePiece': Look<null>;
  'blobs.commitPieces': Look<null>;
  'blobs.remove': Look<null>;
  'activityLog.read': Look<ActivityEvent[]>;
  'subscriptions.list': Look<SubscriptionEntry[]>;
  'subscriptions.resourceGroup': Look<ResourceGroupEntry>;
  'session.token': AccessToken;
  'session.identity': Identity;
  'session.login': Identity;
  'session.logout': boolean;
};

/** Calls that answer with a look, so that they can be refused one. */
export type FakeLookName = {
  [N in FakeCallName]: Look<never> extends FakeAnswers[N] ? N : never;
}[FakeCallName];

/**
 * An answer of a script: as it is, or made when asked for. `perform` does what would have been done
 * without a script, so that an answer can be lost after the deed.
 */
export type Scripted<T> = T | ((perform: () => T, call: FakeCall) => T | Promise<T>);

/** What a test told the pretend Azure to answer, and what it was asked. */
export type Script = {
  readonly calls: FakeCall[];
  script<N extends FakeCallName>(name: N, ...answers: Scripted<FakeAnswers[N]>[]): void;
  refuse(
    name: FakeLookName,
    kind: Unseen['kind'],
    options?: { when?: (call: FakeCall) => boolean } & Partial<Unseen>,
  ): () => void;
  /** Notes the call and answers it: by script, else refused, else performed. */
  answer<N extends FakeCallName>(
    name: N,
    call: Omit<FakeCall, 'name'>,
    perform: () => FakeAnswers[N],
  ): Promise<FakeAnswers[N]>;
};

type Queues = { [N in FakeCallName]?: Scripted<FakeAnswers[N]>[] };
type Refusal = { name: FakeLookName; when: (call: FakeCall) => boolean; look: Look<never> };

/** A script without lines. */
export function emptyScript(): Script {
  const calls: FakeCall[] = [];
  const queues: Queues = {};
  const refusals = new Set<Refusal>();

  function queueOf<N extends FakeCallName>(name: N): Scripted<FakeAnswers[N]>[] {
    const queue: Scripted<FakeAnswers[N]>[] = queues[name] ?? [];
    Object.assign(queues, { [name]: queue });
    return queue;
  }

  return {
    calls,
    script: (name, ...answers) => void queueOf(name).push(...answers),
    refuse(name, kind, options = {}) {
      const { when = () => true, ...changes } = options;
      const refusal = { name, when, look: notSeen(kind, changes) };
      refusals.add(refusal);
      return () => void refusals.delete(refusal);
    },
    async answer(name, about, perform) {
      const call = { name, ...about };
      calls.push(call);
      const scripted = queueOf(name).shift();
      if (typeof scripted === 'function') return scripted(perform, call);
      if (scripted !== undefined) return scripted;
      for (const refusal of refusals) {
        // A refusal is only ever made for calls that answer with a look.
        if (refusal.name === name && refusal.when(call)) return refusal.look as never;
      }
      return perform();
    },
  };
}
