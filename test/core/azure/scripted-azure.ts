import { createAzure } from '../../../packages/core/src/azure/azure.ts';
import type { Cloud } from '../../../packages/core/src/domain/configuration.ts';
import type { Session } from '../../../packages/core/src/ports/sign-in.ts';
import { memoryLog } from '../../../packages/core/src/testing/memory-log.ts';
import { numberedIds } from '../../../packages/core/src/testing/numbered-ids.ts';
import {
  type Expectation,
  type ScriptedAnswer,
  scriptedHttp,
} from '../../../packages/core/src/testing/scripted-http.ts';
import { fixedSession } from './fixed-session.ts';

export const home = 'https://management.azure.com';
export const subscription = '0f0f0000-0000-4000-8000-00000000000a';
export const resourceId = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.ApiManagement/service/contoso`;
export const now = Date.UTC(2026, 10, 23, 12);

/** Headers that only Azure gives. */
export const ids = { 'x-ms-request-id': 'r-1', 'x-ms-correlation-request-id': 'c-1' };

/** An answer of Azure's. */
export function azureSays(
  status: number,
  json?: unknown,
  headers: Record<string, string> = {},
): ScriptedAnswer {
  return { status, headers: { ...ids, ...headers }, ...(json === undefined ? {} : { json }) };
}

/** Azure over a script. */
export function scriptedAzure(
  script: Expectation[],
  { session = fixedSession(), cloud = {} }: { session?: Session; cloud?: Partial<Cloud> } = {},
) {
  const http = scriptedHttp(...script);
  const log = memoryLog();
  const azure = createAzure({
    cloud: {
      name: 'public',
      authorityHost: 'https://login.microsoftonline.com',
      instanceDiscovery: true,
      resourceManager: home,
      resourceManagerScope: `${home}/.default`,
      blobEndpoint: 'https://{account}.blob.core.windows.net',
      storageScope: 'https://storage.azure.com/.default',
      caFile: null,
      apiVersion: '2024-05-01',
      portal: null,
      ...cloud,
    },
    session,
    http,
    clock: { now: () => now, monotonic: () => 0, sleep: async () => {} },
    ids: numberedIds(),
    log,
    userAgent: 'lifeboat/1.2.3',
  });
  return { azure, http, log };
}
