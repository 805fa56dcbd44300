import type { Instant } from './instant.ts';
import type { Operation } from './operation.ts';

/** How a gateway looks from here. No answer is `unknown`: it may be private, or the way to it broken. */
export type GatewayState = 'serves' | 'bad' | 'unknown';

/** What one gateway said to Azure's own probe. */
export type GatewayFact = {
  /** Null for the address that leads to any region. */
  region: string | null;
  url: string;
  state: GatewayState;
  /** The HTTP status; null without an answer. */
  status: number | null;
  ms: number | null;
  words: string;
};

/** What Azure says of the service now. */
export type AzureState =
  | { kind: 'there'; provisioningState: string }
  /** Soft-deleted: it can be undeleted. */
  | { kind: 'deleted'; deletedAt: Instant | null; purgeAt: Instant | null }
  /** Neither there nor soft-deleted. */
  | { kind: 'gone' }
  /** Not there; whether it is soft-deleted could not be read. */
  | { kind: 'missing'; words: string }
  | {
      kind: 'unseen';
      /** `silent`: no answer in time; `refused`: not allowed to read it; `error`: Azure's own trouble. */
      reason: 'silent' | 'error' | 'refused' | 'not-signed-in';
      words: string;
      remedy: string | null;
    };

/** What is known of the sign-in. */
export type SignInFact =
  | { kind: 'works'; who: string }
  | { kind: 'refused'; words: string; remedy: string | null }
  | { kind: 'silent'; words: string };

/** What this machine's store remembers of the service. */
export type Remembered = {
  at: Instant;
  tier: string | null;
  region: string | null;
  regions: string[];
  provisioningState: string | null;
};

/** All a diagnosis is decided on; everything was looked at within seconds, or is remembered. */
export type RecoveryFacts = {
  label: string;
  state: AzureState;
  signIn: SignInFact;
  /** Whether Resource Manager itself answered anything. */
  managerAnswers: boolean;
  /** Whether the storage of its backups was read. */
  storageAnswers: boolean;
  gateways: readonly GatewayFact[];
  /** Our own operation on it that has no known end. */
  open: Operation | null;
  remembered: Remembered | null;
  /** Remembered, or told by its newest backup; null when nobody knows. */
  homeRegion: string | null;
  now: Instant;
};
