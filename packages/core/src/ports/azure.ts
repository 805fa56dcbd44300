import type { AzureFailure } from '../domain/azure-failure.ts';
import type { StorageAccess } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Secret } from '../domain/secret.ts';
import type { Authorization } from './authorization.ts';
import type { NoAnswer } from './http.ts';
import type { ReportPage, ReportQuery } from './reports.ts';
import type { Session } from './sign-in.ts';
import type { StorageAccounts } from './storage-accounts.ts';

/** Why something could not be read. `denied` is 401/403, `absent` 404, `throttled` 429, `error` 5xx and unreadable answers. */
export type Unseen = {
  kind:
    | 'no-network'
    | 'not-signed-in'
    | 'denied'
    | 'absent'
    | 'throttled'
    | 'error'
    | 'foreign-origin';
  words: string;
  azure: AzureFailure | null;
  /** What Azure asked to wait, bounded; null when it did not say. */
  retryAfterMs: number | null;
  remedy: string | null;
};

/** A look at Azure: what was seen, or why not. `date` is Azure's own `Date`. */
export type Look<T> = { seen: true; value: T; date: Instant | null } | { seen: false; why: Unseen };

/** One service as Azure gives it, plus the whole resource. */
export type ServiceResource = {
  resourceId: string;
  name: string;
  tier: string;
  capacity: number | null;
  /** Normalised: lower case, no spaces. */
  region: string;
  regions: string[];
  provisioningState: string;
  targetProvisioningState: string | null;
  gatewayUrl: string | null;
  /** Every region's own gateway, home first; none for a gateway that is switched off. */
  gateways: { region: string; url: string }[];
  minApiVersion: string | null;
  identity: {
    principalId: string | null;
    userAssigned: { id: string; clientId: string | null; principalId: string | null }[];
  };
  /** The whole JSON, unknown fields included; redact before keeping. */
  resource: Record<string, unknown>;
};

/** What the one POST says. */
export type StartRequest = {
  kind: 'backup' | 'restore';
  resourceId: string;
  apiVersion: string;
  account: string;
  container: string;
  blobName: string;
  access: StorageAccess;
  accessKey: Secret | null;
  clientId: string | null;
  /** Sent as `x-ms-client-request-id`. */
  clientRequestId: string;
  /** Claims of a challenge that refused the last attempt. */
  claims: string | null;
};

/** What became of the one POST. */
export type StartAnswer =
  | {
      kind: 'accepted';
      location: string | null;
      asyncOperation: string | null;
      retryAfterMs: number | null;
      date: Instant | null;
      requestId: string | null;
      correlationId: string | null;
    }
  /** 200 or 204: it was done at once. */
  | {
      kind: 'finished';
      date: Instant | null;
      requestId: string | null;
      correlationId: string | null;
    }
  /** Azure's own refusal: it was not taken and will not be. */
  | { kind: 'rejected'; azure: AzureFailure }
  /** Proof that it was not taken: it may be sent again. */
  | {
      kind: 'not-taken';
      why: 'challenged' | 'throttled' | 'never-connected';
      claims: string | null;
      retryAfterMs: number | null;
      azure: AzureFailure | null;
      words: string;
    }
  /** No token could be had: nothing was sent. */
  | { kind: 'not-sent'; words: string; remedy: string | null }
  /** Nobody knows: lost answer, 5xx, 408. Never sent again. */
  | { kind: 'unclear'; words: string; azure: AzureFailure | null };

/** An answer about a running operation, before anybody judged it. */
export type OperationAnswer = { status: number; headers: Record<string, string>; text: string };

/** What came back from asking, for the pure step function. */
export type OperationLook =
  | { kind: 'answer'; answer: OperationAnswer }
  | { kind: 'no-answer'; noAnswer: NoAnswer }
  | { kind: 'no-token'; words: string; remedy: string | null }
  | { kind: 'foreign-origin'; address: string };

/** A service inside the 48 hours Azure keeps it after its deletion (facts/azure.md 1.4). */
export type DeletedService = {
  /** What it was called before, and is again once it is undeleted. */
  resourceId: string;
  name: string;
  /** Normalised: lower case, no spaces. */
  region: string;
  deletedAt: Instant | null;
  purgeAt: Instant | null;
};

/** API Management. */
export type ApiManagement = {
  get(resourceId: string, signal?: AbortSignal): Promise<Look<ServiceResource>>;
  /** All services of a subscription or resource group, all pages. */
  list(
    scope: { subscription: string; resourceGroup?: string },
    signal?: AbortSignal,
  ): Promise<Look<ServiceResource[]>>;
  /** The fleet by Resource Graph: quick, eventually consistent, never for a safety check. */
  query(subscriptions: string[], signal?: AbortSignal): Promise<Look<FleetEntry[]>>;
  /** Sends the one POST on a fresh connection. Never retries. */
  start(request: StartRequest, signal?: AbortSignal): Promise<StartAnswer>;
  /** Asks an operation's address, exactly as Azure gave it; the token goes to the configured origin only. */
  ask(address: string, signal?: AbortSignal): Promise<OperationLook>;
  /** How many workspaces it has: with any, Azure makes no backup (facts/azure.md 3.1). */
  workspaces(resourceId: string, signal?: AbortSignal): Promise<Look<{ count: number }>>;
  /** The soft-deleted services of a subscription, all pages. */
  listDeleted(subscription: string, signal?: AbortSignal): Promise<Look<DeletedService[]>>;
  /** Asks Azure once to bring a soft-deleted service back: PUT with its region and `restore: true`. Never retries. */
  undelete(
    request: { resourceId: string; region: string; clientRequestId: string },
    signal?: AbortSignal,
  ): Promise<StartAnswer>;
  report(query: ReportQuery, signal?: AbortSignal): Promise<Look<ReportPage>>;
};

/** A row of the fleet query. */
export type FleetEntry = {
  resourceId: string;
  name: string;
  tier: string;
  region: string;
  subscription: string;
  resourceGroup: string;
  provisioningState: string | null;
};

/** A subscription the signed-in person can see. */
export type SubscriptionEntry = {
  subscription: string;
  name: string;
  state: string;
  tenantId: string | null;
};

/** A resource group; `region` (normalised) is where what it knows of its resources lives. */
export type ResourceGroupEntry = { name: string; region: string };

/** Subscriptions and what is in them, as the signed-in person may see them. */
export type Subscriptions = {
  list(signal?: AbortSignal): Promise<Look<SubscriptionEntry[]>>;
  resourceGroup(
    subscription: string,
    name: string,
    signal?: AbortSignal,
  ): Promise<Look<ResourceGroupEntry>>;
};

/** A container on the data plane and how we get in: with our own token, or with the account's key. */
export type ContainerPlace = { account: string; container: string; key: Secret | null };

/** A blob as a listing or a HEAD shows it. */
export type BlobSeen = {
  name: string;
  url: string;
  sizeBytes: number;
  createdAt: Instant | null;
  modifiedAt: Instant | null;
  etag: string | null;
};

/** Blobs. A look is complete or it is not seen: half a listing never counts. */
export type Blobs = {
  list(
    place: ContainerPlace,
    prefix: string | null,
    signal?: AbortSignal,
  ): Promise<Look<BlobSeen[]>>;
  /** `absent` when the blob (or its container) is not there. */
  head(place: ContainerPlace, name: string, signal?: AbortSignal): Promise<Look<BlobSeen>>;
  /** A small text blob, at most 1 MiB. */
  readText(place: ContainerPlace, name: string, signal?: AbortSignal): Promise<Look<string>>;
  /** Writes a text blob unless the name exists. */
  createText(
    place: ContainerPlace,
    name: string,
    text: string,
    signal?: AbortSignal,
  ): Promise<Look<null>>;
  /**
   * Writes a text blob in one request, at most 8 MiB: over what is there with `replace`, else only a
   * new one (`error` with Azure's `BlobAlreadyExists` where there is one).
   */
  writeText(
    place: ContainerPlace,
    name: string,
    text: string,
    options: { replace: boolean },
    signal?: AbortSignal,
  ): Promise<Look<null>>;
  /** Lays a piece of a large text aside, at most 8 MiB; nothing is to be seen of it yet. */
  stagePiece(
    place: ContainerPlace,
    name: string,
    piece: { index: number; text: string },
    signal?: AbortSignal,
  ): Promise<Look<null>>;
  /** Makes the blob of its first `count` pieces, whole and at once, over what is there. */
  commitPieces(
    place: ContainerPlace,
    name: string,
    count: number,
    signal?: AbortSignal,
  ): Promise<Look<null>>;
  /**
   * Deletes a blob, only while its etag is the given one; seen when storage confirmed it. A changed
   * blob is `error` with Azure's `ConditionNotMet`.
   */
  remove(
    place: ContainerPlace,
    name: string,
    etag: string | null,
    signal?: AbortSignal,
  ): Promise<Look<null>>;
  /** The blob's URL, without asking anybody. */
  url(account: string, container: string, name: string): string;
};

/** One event of the activity log that matters to us. */
export type ActivityEvent = {
  at: Instant;
  submittedAt: Instant | null;
  /** Lower case, such as `microsoft.apimanagement/service/backup/action`. */
  operationName: string;
  /** Lower case: `started`, `accepted`, `succeeded`, `failed`. */
  status: string;
  caller: string | null;
  correlationId: string | null;
  clientRequestId: string | null;
  resourceId: string;
  /** Azure's code and words of a failed event, when the log carries them. */
  failure: AzureFailure | null;
};

/** The activity log of a service between two instants, all pages. */
export type ActivityLog = {
  read(
    query: {
      subscription: string;
      resourceGroup: string;
      resourceId: string;
      from: Instant;
      to: Instant;
    },
    signal?: AbortSignal,
  ): Promise<Look<ActivityEvent[]>>;
};

/** Azure as one sign-in sees it. */
export type Azure = {
  session: Session;
  apiManagement: ApiManagement;
  storageAccounts: StorageAccounts;
  blobs: Blobs;
  activityLog: ActivityLog;
  authorization: Authorization;
  subscriptions: Subscriptions;
};
