import type { MovableClock } from '../clock/clock.ts';
import type { SandboxOptions } from '../options.ts';
import type { Directory } from '../seams.ts';
import type { SigningKey } from './signing-key.ts';
import type { SignInState } from './state.ts';

/** What every part of the sign-in room works with. */
export type SignIn = {
  clock: MovableClock;
  directory: Directory;
  options: SandboxOptions;
  newId: () => string;
  /** The main origin, known once it listens. */
  origin: () => string;
  key: SigningKey;
  /** Signs the federated tokens that the sandbox hands out in the name of outside issuers. */
  issuerKey: SigningKey;
  state: SignInState;
};
