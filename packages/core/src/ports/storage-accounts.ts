import type { Instant } from '../domain/instant.ts';
import type { Secret } from '../domain/secret.ts';
import type { Look } from './azure.ts';

/** A storage account as ARM gives it. */
export type StorageAccountResource = {
  resourceId: string;
  name: string;
  region: string;
  blobEndpoint: string | null;
  /** Where it lives now: differs from `region` after a failover. Normalised. */
  primaryRegion: string;
  /** Where its copy is; null without one. */
  secondaryRegion: string | null;
  /** The SKU, such as `Standard_RAGRS`; null when Azure did not say. */
  sku: string | null;
  /** Whether the primary location answers, as Azure says; null when it did not say. */
  primaryAvailable: boolean | null;
  /** False: an access key does not open it. */
  sharedKeyAllowed: boolean;
  network: {
    publicAccess: 'Enabled' | 'Disabled' | 'SecuredByPerimeter';
    /** Whether anybody not named by a rule gets in. */
    open: boolean;
    /** Whether trusted Azure services pass the firewall. */
    trustedServices: boolean;
    ipRules: number;
    /** Resource ids that are let in by name, lower case. */
    resources: string[];
  };
  resource: Record<string, unknown>;
};

/** How far the geo-copy of an account is. */
export type GeoCopy = { status: string | null; lastSyncAt: Instant | null; canFailover: boolean };

/** What of the blob service bears on backups. */
export type BlobServiceFacts = { corsRules: number; versioning: boolean };

/** A lifecycle rule that may delete blobs. */
export type LifecycleRule = {
  name: string;
  enabled: boolean;
  /** Days after creation or last change; null when it deletes nothing. */
  deletesAfterDays: number | null;
  /** `container/…` prefixes it is limited to; empty for the whole account. */
  prefixes: string[];
};

/** A container as ARM gives it. */
export type ContainerResource = {
  name: string;
  /** Days a blob cannot be deleted or overwritten; null without such a policy. */
  immutableDays: number | null;
  legalHold: boolean;
};

/** Storage accounts through ARM. */
export type StorageAccounts = {
  list(subscription: string, signal?: AbortSignal): Promise<Look<StorageAccountResource[]>>;
  get(place: AccountPlace, signal?: AbortSignal): Promise<Look<StorageAccountResource>>;
  /** The account's containers, all pages. */
  containers(place: AccountPlace, signal?: AbortSignal): Promise<Look<{ name: string }[]>>;
  /** The container's existence through ARM. */
  container(
    place: AccountPlace,
    container: string,
    signal?: AbortSignal,
  ): Promise<Look<ContainerResource>>;
  /** Creates a private container; one that exists stays as it is. */
  createContainer(
    place: AccountPlace,
    container: string,
    signal?: AbortSignal,
  ): Promise<Look<null>>;
  /** `absent` never comes: every account has a blob service. */
  blobService(place: AccountPlace, signal?: AbortSignal): Promise<Look<BlobServiceFacts>>;
  /** Empty where there is no policy. */
  lifecycle(place: AccountPlace, signal?: AbortSignal): Promise<Look<LifecycleRule[]>>;
  /** Null for an account without a geo-copy. */
  geoCopy(place: AccountPlace, signal?: AbortSignal): Promise<Look<GeoCopy | null>>;
  /** The first full-permission key. */
  key(place: AccountPlace, signal?: AbortSignal): Promise<Look<Secret>>;
};

/** Where an account lives. */
export type AccountPlace = { subscription: string; resourceGroup: string; account: string };
