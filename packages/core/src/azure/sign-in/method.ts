import type { Cloud, SignIn } from '../../domain/configuration.ts';
import type { Http } from '../../ports/http.ts';
import type { AccessToken, SignInPrompt } from '../../ports/sign-in.ts';
import type { Log } from '../../ports/system.ts';
import type { Clock, Ids } from '../../ports/time.ts';
import type { PrivateFiles } from './private-files.ts';
import type { RunProgram } from './run-program.ts';

/** What signing in needs from outside. */
export type SignInParts = {
  signIn: SignIn;
  cloud: Cloud;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The process's environment; read for the variables that the methods name. */
  environment: Readonly<Record<string, string | undefined>>;
  /** To the authority: with the cloud's CA and the proxy of the environment. */
  http: Http;
  /** To identity endpoints of this very machine (`169.254.169.254`, loopback): never through a proxy. */
  localHttp: Http;
  files: PrivateFiles;
  /** Runs `az`. */
  run: RunProgram;
  /** Where `login` keeps its tokens: one's own folder, also where the store is shared. Absolute path. */
  tokenCacheFolder: string;
};

/** What is asked of a method. */
export type TokenRequest = {
  scope: string;
  /** A claims challenge as JSON text; null when there was none. */
  claims: string | null;
  /** True when a token that the method kept itself will not do. */
  renew: boolean;
  signal: AbortSignal | undefined;
};

/** One way to sign in. Errors of all members: as `TokenSource` has them. */
export type Method = {
  acquire(request: TokenRequest): Promise<AccessToken>;
  /** Signs a person in; null where no person is needed. */
  login:
    | ((
        prompt: (step: SignInPrompt) => void,
        signal: AbortSignal | undefined,
      ) => Promise<AccessToken>)
    | null;
  /** Forgets what it kept on disk; null where it keeps nothing. */
  logout: (() => Promise<boolean>) | null;
  /** How to sign in again: a command line where one does it, else a sentence. */
  remedy: string;
};

/** Makes a method; has no effects until the method is used. */
export type MakeMethod = (parts: SignInParts) => Method;
