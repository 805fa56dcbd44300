import type { Instant } from '../domain/instant.ts';

/** A bearer token and its end. */
export type AccessToken = { token: string; expiresAt: Instant };

/** Gives tokens for one sign-in; renews before expiry, one refresh in flight per scope. */
export type TokenSource = {
  /**
   * A token for `scope`.
   * Errors: `not-signed-in` with the exact command to sign in again as hint; `azure-unreachable`
   * when the authority gave no answer.
   */
  token(
    scope: string,
    options?: { claims?: string; signal?: AbortSignal; fresh?: boolean },
  ): Promise<AccessToken>;
};

/** Who is signed in, read from the token itself. */
export type Identity = {
  /** user principal name, or application id. */
  who: string;
  objectId: string | null;
  tenantId: string | null;
  method: string;
  expiresAt: Instant;
};

/** What a person must do during a sign-in; shown by the door. */
export type SignInPrompt =
  | { kind: 'device-code'; url: string; code: string; words: string; expiresAt: Instant }
  | {
      kind: 'browser';
      url: string;
      /** Takes the address the browser ended at; null where the browser comes back by itself. */
      pasteBack: ((address: string) => void) | null;
      /** Why the address pasted last was not taken; the step is shown once more then. */
      problem?: string;
    };

/** Signing in, out, and saying who. */
export type Session = TokenSource & {
  identity(signal?: AbortSignal): Promise<Identity>;
  /** Signs a person in interactively where the method can; others prove themselves by a token. */
  login(prompt: (step: SignInPrompt) => void, signal?: AbortSignal): Promise<Identity>;
  /** Forgets kept tokens. True when there was something to forget. */
  logout(): Promise<boolean>;
  /** The command line that signs in again, such as `az login --tenant …`. */
  remedy: string;
};
