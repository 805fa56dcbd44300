import type { ServiceId } from './configuration.ts';
import type { Instant } from './instant.ts';

/** What Azure last said about a service; kept in the store so that screens need no network. */
export type ServiceSeen = {
  id: ServiceId;
  label: string;
  /** When this was read. */
  at: Instant;
  /** What Azure's own clock said then, its `Date`; absent when the answer had none, and in older records. */
  azureAt?: Instant;
  /** False when Azure answered that it does not exist. */
  exists: boolean;
  /** Of a soft-deleted one: until when it can be undeleted, as Azure said. */
  purgeAt?: Instant;
  tier: string | null;
  /** Home region as Azure spells it in ids: lower case, no spaces. */
  region: string | null;
  /** Extra regions of a multi-region service. */
  regions: string[];
  /** Azure's `provisioningState`: an open string; `Succeeded` and `Failed` are at rest. */
  provisioningState: string | null;
  gatewayUrl: string | null;
  /** Every region's own gateway, home first; absent in records of before. */
  gateways?: { region: string; url: string }[];
  /** Its identities, so that what they may do can be asked at once; absent in records of before. */
  identity?: {
    principalId: string | null;
    userAssigned: { id: string; clientId: string | null; principalId: string | null }[];
  };
  /** When the storage of this service was last listed completely; null = never. */
  storageReadAt: Instant | null;
  /** Whether the last attempt to read the storage failed, and why. */
  storageProblem: string | null;
};

/** Whether no management operation runs. `Failed` is at rest too (it takes new operations). */
export function isIdle(provisioningState: string): boolean {
  const state = provisioningState.toLowerCase();
  return state === 'succeeded' || state === 'failed' || state === 'stopped';
}

/** "West Europe" and "westeurope" are one region. */
export function normaliseRegion(location: string): string {
  return location.toLowerCase().replaceAll(' ', '');
}
