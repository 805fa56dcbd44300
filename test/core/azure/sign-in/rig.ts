import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock, memoryLog, numberedIds } from '@lifeboat/core/testing';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import type { SignInParts } from '../../../../packages/core/src/azure/sign-in/method.ts';
import { privateFiles } from '../../../../packages/core/src/azure/sign-in/private-files.ts';
import { runProgram } from '../../../../packages/core/src/azure/sign-in/run-program.ts';
import { createSession } from '../../../../packages/core/src/azure/sign-in/session.ts';
import { createHttp } from '../../../../packages/core/src/azure/transport/create-http.ts';
import type { Cloud, SignIn } from '../../../../packages/core/src/domain/configuration.ts';
import { LifeboatError } from '../../../../packages/core/src/domain/error.ts';
import type { Http } from '../../../../packages/core/src/ports/http.ts';

export const scope = 'https://management.azure.com/.default';
export const storageScope = 'https://storage.azure.com/.default';

/** The seeded people of the sandbox that the tests sign in as. */
export const tenantId = '7e4a0000-0000-4000-8000-000000000001';
export const backupClient = 'c11e0000-0000-4000-8000-000000000011';
export const expiredClient = 'c11e0000-0000-4000-8000-000000000013';
export const backupSecret = 'sandbox-secret-of-lifeboat-backup';

/** A sign-in with nothing but what is given. */
export function aSignIn(signIn: Partial<SignIn> & Pick<SignIn, 'method'>): SignIn {
  return {
    name: 'default',
    tenantId: null,
    clientId: null,
    redirectUri: null,
    clientSecretVariable: null,
    certificatePath: null,
    tokenFilePath: null,
    ...signIn,
  };
}

/** A cloud at an origin, as a configuration would have it. */
export function cloudAt(origin: string, caFile: string | null = null): Cloud {
  return {
    name: 'sandbox',
    authorityHost: origin,
    instanceDiscovery: false,
    resourceManager: origin,
    resourceManagerScope: scope,
    blobEndpoint: `${origin}/{account}`,
    storageScope,
    caFile,
    apiVersion: '2024-05-01',
    portal: null,
  };
}

/** Parts around an HTTP port, with a clock that moves only when told to. */
export function partsOver(http: Http, given: Partial<SignInParts> & { signIn: SignIn }) {
  const clock = manualClock(Date.now());
  const log = memoryLog();
  const parts: SignInParts = {
    cloud: cloudAt('https://localhost:1'),
    clock,
    ids: numberedIds(),
    log,
    environment: {},
    http,
    localHttp: http,
    files: privateFiles,
    run: runProgram,
    tokenCacheFolder: '/nowhere',
    ...given,
  };
  return { parts, clock, log, session: createSession(parts) };
}

/** A running sandbox and sessions against it. */
export async function openRig() {
  const sandbox: Sandbox = await startSandbox({ deviceCodeIntervalSeconds: 1 });
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-sign-in-'));
  const http = createHttp({
    caPem: await readFile(sandbox.caFile, 'utf8'),
    environment: {},
  });
  const localHttp = createHttp({ caPem: null, environment: {} });
  const cloud = cloudAt(sandbox.origin, sandbox.caFile);
  return {
    sandbox,
    folder,
    http,
    cloud,
    session: (signIn: SignIn, given: Partial<SignInParts> = {}) =>
      partsOver(http, { signIn, cloud, localHttp, tokenCacheFolder: folder, ...given }),
    /** How often a token was asked for since the list of requests was cleared. */
    async tokenRequests() {
      const requests = await sandbox.control.requests();
      return requests.filter(({ method, path }) => method === 'POST' && path.includes('/token'))
        .length;
    },
    async close() {
      await http.close();
      await localHttp.close();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Rig = Awaited<ReturnType<typeof openRig>>;

/** The claims of a token, for a look at what it says. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

/** The error of a promise that must fail with a LifeboatError. */
export async function errorOf(promise: Promise<unknown>): Promise<LifeboatError> {
  const outcome = await promise.then(
    () => new Error('It did not fail.'),
    (error: unknown) => error,
  );
  if (outcome instanceof LifeboatError) return outcome;
  throw outcome;
}
