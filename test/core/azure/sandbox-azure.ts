import { readFile } from 'node:fs/promises';
import type { Sandbox } from '@lifeboat/sandbox';
import { createAzure } from '../../../packages/core/src/azure/azure.ts';
import { privateFiles } from '../../../packages/core/src/azure/sign-in/private-files.ts';
import { runProgram } from '../../../packages/core/src/azure/sign-in/run-program.ts';
import { createSession } from '../../../packages/core/src/azure/sign-in/session.ts';
import { createHttp } from '../../../packages/core/src/azure/transport/create-http.ts';
import type { Cloud } from '../../../packages/core/src/domain/configuration.ts';
import type { Azure, Look, Unseen } from '../../../packages/core/src/ports/azure.ts';
import type { Http } from '../../../packages/core/src/ports/http.ts';
import type { Session } from '../../../packages/core/src/ports/sign-in.ts';
import type { Log } from '../../../packages/core/src/ports/system.ts';
import type { Clock } from '../../../packages/core/src/ports/time.ts';
import { type MemoryLog, memoryLog } from '../../../packages/core/src/testing/memory-log.ts';
import { numberedIds } from '../../../packages/core/src/testing/numbered-ids.ts';

/** The sandbox as a cloud of one's own. */
export function cloudOf(sandbox: Sandbox, changes: Partial<Cloud> = {}): Cloud {
  const cloud: Cloud = {
    name: 'sandbox',
    authorityHost: sandbox.origin,
    instanceDiscovery: false,
    resourceManager: sandbox.origin,
    resourceManagerScope: 'https://management.azure.com/.default',
    blobEndpoint: sandbox.blobEndpoint,
    storageScope: 'https://storage.azure.com/.default',
    caFile: sandbox.caFile,
    apiVersion: '2024-05-01',
    portal: null,
  };
  return { ...cloud, ...changes };
}

/** A session with tokens of `principal`, without signing in. */
export function sessionOf(sandbox: Sandbox, principal: string): Session {
  const nobody = () => Promise.reject(new Error('not part of these tests'));
  return {
    remedy: 'az login --tenant 1',
    identity: nobody,
    login: nobody,
    logout: nobody,
    async token(scope) {
      const audience = scope.replace(/\/\.default$/, '');
      const { token, expiresIn } = await sandbox.control.token({ principal, audience });
      return { token, expiresAt: Date.now() + expiresIn * 1_000 };
    },
  };
}

/** Our transport, trusting the sandbox and nothing of the environment. */
export async function trustingHttp(
  sandbox: Sandbox,
): Promise<{ http: Http; close(): Promise<void> }> {
  const http = createHttp({ caPem: await readFile(sandbox.caFile, 'utf8'), environment: {} });
  return { http, close: () => http.close() };
}

type Reached = { azure: Azure; log: MemoryLog; close(): Promise<void> };

/** Azure as `principal` sees it in the sandbox. */
export function azureOf(
  sandbox: Sandbox,
  principal: string,
  changes: Partial<Cloud> = {},
): Promise<Reached> {
  return reach(sandbox, changes, () => sessionOf(sandbox, principal));
}

/** Azure as the sandbox's configured application sees it, with a sign-in of its own. */
export function signedIn(sandbox: Sandbox): Promise<Reached> {
  return reach(sandbox, {}, ({ http, clock, cloud, log }) =>
    createSession({
      signIn: {
        name: 'default',
        method: 'client-secret',
        tenantId: sandbox.workloadEnvironment.AZURE_TENANT_ID ?? '',
        clientId: sandbox.workloadEnvironment.AZURE_CLIENT_ID ?? '',
        redirectUri: null,
        clientSecretVariable: 'AZURE_CLIENT_SECRET',
        certificatePath: null,
        tokenFilePath: null,
      },
      cloud,
      clock,
      ids: numberedIds(1),
      log,
      environment: sandbox.environment,
      http,
      localHttp: http,
      files: privateFiles,
      run: runProgram,
      tokenCacheFolder: sandbox.stateDir,
    }),
  );
}

async function reach(
  sandbox: Sandbox,
  changes: Partial<Cloud>,
  signIn: (parts: { http: Http; clock: Clock; cloud: Cloud; log: Log }) => Session,
): Promise<Reached> {
  const http = createHttp({ caPem: await readFile(sandbox.caFile, 'utf8'), environment: {} });
  const log = memoryLog();
  const clock = { now: () => sandbox.clock.now(), monotonic: () => 0, sleep: async () => {} };
  const cloud = cloudOf(sandbox, changes);
  const session = signIn({ http, clock, cloud, log });
  const azure = createAzure({ cloud, session, http, clock, ids: numberedIds(), log });
  return { azure, log, close: () => http.close() };
}

/** The seeded subscriptions of the sandbox. */
export const production = '5b5c0000-0000-4000-8000-000000000001';
export const platform = '5b5c0000-0000-4000-8000-000000000002';

/** The id of a service of the production subscription. */
export function idOf(resourceGroup: string, name: string): string {
  return `/subscriptions/${production}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${name}`;
}

/** The seeded account that is open to all. */
export const accountPlace = {
  subscription: production,
  resourceGroup: 'rg-backup',
  account: 'stcontosodr',
};

/** Its seeded container, with our token. */
export const containerPlace = { account: 'stcontosodr', container: 'apim-backups', key: null };

/** What a look saw; throws with the reason when it saw nothing. */
export function seen<T>(look: Look<T>): T {
  if (!look.seen) throw new Error(`not seen: ${look.why.kind}: ${look.why.words}`);
  return look.value;
}

/** Why a look saw nothing; throws when it saw something. */
export function unseen<T>(look: Look<T>): Unseen {
  if (look.seen) throw new Error('It was seen.');
  return look.why;
}
