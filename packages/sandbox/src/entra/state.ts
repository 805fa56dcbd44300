import type { Principal } from '../seams.ts';

/** What a user agreed to, to be redeemed by the client that asked. */
export type UserGrant = {
  principal: Principal;
  clientId: string;
  scope: string;
  nonce: string | null;
  /** Its place in the order of events; times would not tell two in one second apart. */
  order: number;
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
  /** Its place in the order of events. Tokens and grants from before it do not count. */
  order: number;
  /** The `nbf` the claims challenge asks for, in seconds. */
  notBefore: string;
  /** Challenge tokens of clients that did not declare `cp1` too. */
  everyClient: boolean;
  /** Refuse refresh tokens from before, so that a person must sign in. */
  interaction: boolean;
  /** Ids of tokens that were asked for with the challenge's claims. */
  answered: Set<string>;
  /** The place of the first of them; what is issued later counts without asking again. */
  answeredOrder: number | null;
};

/** What the sign-in room remembers while it runs. */
export type SignInState = {
  /** How many tokens, grants and revocations there were so far. */
  events: number;
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
    events: 0,
    codes: new Map(),
    devices: new Map(),
    refreshTokens: new Map(),
    revocations: new Map(),
    autoApprove: null,
  };
}

/** The place of something that happens now, above all places given before. */
export function nextOrder(state: SignInState): number {
  state.events += 1;
  return state.events;
}
