import type { Principal } from '../seams.ts';

/** What a user agreed to, to be redeemed by the client that asked. */
export type UserGrant = {
  principal: Principal;
  clientId: string;
  scope: string;
  nonce: string | null;
  grantedAt: number;
};

/** An authorization code on its way to the client. */
export type CodeGrant = UserGrant & {
  redirectUri: string;
  challenge: { value: string; method: 'S256' | 'plain' } | null;
  expiresAt: number;
  used: boolean;
};

/** A device code that waits for a person. */
export type DeviceGrant = {
  userCode: string;
  clientId: string;
  tenant: string;
  scope: string;
  expiresAt: number;
  /** Real time of the last poll, since the client's stopwatch is real. */
  polledAt: number | null;
  decision: { by: Principal } | 'declined' | null;
};

/** A principal whose tokens no longer count, as continuous access evaluation does it. */
export type Revocation = {
  at: number;
  /** The `nbf` the claims challenge asks for, in seconds. */
  notBefore: string;
  /** Challenge tokens of clients that did not declare `cp1` too. */
  everyClient: boolean;
  /** Refuse refresh tokens from before, so that a person must sign in. */
  interaction: boolean;
  /** Ids of tokens that were asked for with the challenge's claims. */
  answered: Set<string>;
  answeredAt: number | null;
};

/** What the sign-in room remembers while it runs. */
export type SignInState = {
  codes: Map<string, CodeGrant>;
  devices: Map<string, DeviceGrant>;
  refreshTokens: Map<string, UserGrant>;
  /** By object id. */
  revocations: Map<string, Revocation>;
  /** The user (principal name) who agrees to everything at once, or null to ask. */
  autoApprove: string | null;
};

/** Nobody has signed in. */
export function createState(): SignInState {
  return {
    codes: new Map(),
    devices: new Map(),
    refreshTokens: new Map(),
    revocations: new Map(),
    autoApprove: null,
  };
}
