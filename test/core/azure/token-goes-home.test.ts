import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAzure } from '../../../packages/core/src/azure/azure.ts';
import { createHttp } from '../../../packages/core/src/azure/transport/create-http.ts';
import type { ClosableHttp } from '../../../packages/core/src/azure/transport/http-options.ts';
import { Secret } from '../../../packages/core/src/domain/secret.ts';
import type { Azure, StartRequest } from '../../../packages/core/src/ports/azure.ts';
import { memoryLog } from '../../../packages/core/src/testing/memory-log.ts';
import { numberedIds } from '../../../packages/core/src/testing/numbered-ids.ts';
import { makeCertificates } from '../../../packages/sandbox/src/tls/certificates.ts';
import { fixedSession } from './fixed-session.ts';
import { type Loopback, startLoopback } from './transport/loopback.ts';

const subscription = '0f0f0000-0000-4000-8000-00000000000a';
const resourceId = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.ApiManagement/service/contoso`;
const key = new Secret(Buffer.alloc(64, 7).toString('base64'));

/** The configured Azure, its storage, and somebody else that the transport would trust. */
let home: Loopback;
let storage: Loopback;
let foreign: Loopback;
let http: ClosableHttp;
let azure: Azure;
/** What home answers next. */
let answer: { status: number; headers?: Record<string, string>; body?: unknown };

beforeAll(async () => {
  const certificates = await makeCertificates(Date.now());
  const serve = () =>
    startLoopback((_, response) => {
      const headers = { 'x-ms-request-id': 'r', 'content-type': 'application/json' };
      response.writeHead(answer.status, { ...headers, ...answer.headers });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    }, certificates);
  foreign = await startLoopback((_, response) => response.end('{"value":[]}'), certificates);
  [home, storage] = await Promise.all([serve(), serve()]);
  http = createHttp({ caPem: certificates.ca, environment: {} });
  azure = createAzure({
    cloud: {
      name: 'test',
      authorityHost: home.origin,
      instanceDiscovery: false,
      resourceManager: home.origin,
      resourceManagerScope: 'arm/.default',
      blobEndpoint: `${storage.origin}/{account}`,
      storageScope: 'storage/.default',
      caFile: null,
      apiVersion: '2024-05-01',
      portal: null,
    },
    session: fixedSession(),
    http,
    clock: { now: Date.now, monotonic: () => 0, sleep: async () => {} },
    ids: numberedIds(),
    log: memoryLog(),
  });
});
afterAll(async () => {
  await http.close();
  await Promise.all([home.close(), storage.close(), foreign.close()]);
});
beforeEach(() => {
  for (const server of [home, storage, foreign]) server.arrived.length = 0;
});

function nothingArrived(): void {
  expect(foreign.connections()).toBe(0);
  expect(foreign.arrived).toEqual([]);
}

const start: StartRequest = {
  kind: 'backup',
  resourceId,
  apiVersion: '2024-05-01',
  account: 'stcontoso',
  container: 'backups',
  blobName: 'b.apimbackup',
  access: 'access-key',
  accessKey: key,
  clientId: null,
  clientRequestId: 'id',
  claims: null,
};

const place = { subscription, resourceGroup: 'rg', account: 'stcontoso' };
const report = {
  resourceId,
  report: 'byApi' as const,
  from: 0,
  to: 1,
  interval: null,
  skip: 0,
  top: 1,
};

/** Spellings that lead to the foreign server, or look as if they led home. */
const addresses: [string, () => string][] = [
  ['another port', () => `${foreign.origin}/x`],
  ['another name of the host', () => `https://127.0.0.1:${home.port}/x`],
  ['home as the user', () => foreign.origin.replace('https://', `https://localhost:${home.port}@`)],
  ['a backslash', () => `${home.origin}\\@localhost:${foreign.port}/x`],
  ['no scheme', () => `//localhost:${foreign.port}/x`],
  ['without TLS', () => home.origin.replace('https:', 'http:')],
  ['a trailing dot', () => `https://localhost.:${home.port}/x`],
];

describe('the token', () => {
  it('goes to the resource manager in its own scope, to storage in its own', async () => {
    answer = { status: 404, body: {} };

    await azure.apiManagement.get(resourceId);
    await azure.blobs.head({ account: 'stcontoso', container: 'backups', key: null }, 'b');

    expect(home.arrived[0]?.headers.authorization).toBe('Bearer token for arm/.default');
    expect(storage.arrived[0]?.headers.authorization).toBe('Bearer token for storage/.default');
  });

  it('stays here when the account is reached with its key', async () => {
    answer = { status: 404, body: {} };

    await azure.blobs.head({ account: 'stcontoso', container: 'backups', key }, 'b');

    expect(storage.arrived[0]?.headers.authorization).toMatch(/^SharedKey stcontoso:/);
    expect(JSON.stringify(storage.arrived)).not.toContain(key.reveal());
  });

  it.each(addresses)('follows no Location to %s', async (_, address) => {
    const look = await azure.apiManagement.ask(address());

    expect(look.kind).toBe('foreign-origin');
    expect(home.arrived).toEqual([]);
    nothingArrived();
  });

  it.each(addresses)(
    'follows no nextLink to %s, and half a list is not seen',
    async (_, address) => {
      answer = { status: 200, body: { value: [], nextLink: address() } };

      const looks = await Promise.all([
        azure.apiManagement.list({ subscription }),
        azure.subscriptions.list(),
        azure.storageAccounts.list(subscription),
        azure.activityLog.read({ subscription, resourceGroup: 'rg', resourceId, from: 0, to: 1 }),
        azure.apiManagement.listDeleted(subscription),
        azure.authorization.permissions(resourceId),
        azure.authorization.roles(resourceId, 'p'),
        azure.authorization.locks(resourceId),
      ]);

      for (const look of looks) {
        expect(look).toMatchObject({ seen: false, why: { kind: 'foreign-origin' } });
      }
      expect(home.arrived).toHaveLength(looks.length);
      nothingArrived();
    },
  );

  it.each([301, 302, 303, 307, 308])('follows no redirect (HTTP %i)', async (status) => {
    answer = { status, headers: { location: `${foreign.origin}/x?sig=1` } };
    const blobs = { account: 'stcontoso', container: 'backups' };

    const looks = await Promise.all([
      azure.apiManagement.get(resourceId),
      azure.apiManagement.query([subscription]),
      azure.blobs.list({ ...blobs, key: null }, null),
      azure.blobs.readText({ ...blobs, key }, 'b'),
      azure.blobs.createText({ ...blobs, key }, 'b', '{}'),
      azure.blobs.remove({ ...blobs, key: null }, 'b', 'etag'),
      azure.blobs.remove({ ...blobs, key }, 'b', 'etag'),
      azure.apiManagement.workspaces(resourceId),
      azure.apiManagement.report(report),
      azure.authorization.permissions(resourceId),
      azure.storageAccounts.container(place, 'backups'),
      azure.storageAccounts.createContainer(place, 'backups'),
      azure.storageAccounts.blobService(place),
      azure.storageAccounts.lifecycle(place),
      azure.storageAccounts.geoCopy(place),
      azure.subscriptions.resourceGroup(subscription, 'rg'),
    ]);
    const undeleted = await azure.apiManagement.undelete({
      resourceId,
      region: 'westeurope',
      clientRequestId: 'id',
    });
    const asked = await azure.apiManagement.ask(`${home.origin}/operationresults/x`);
    const started = await azure.apiManagement.start(start);

    for (const look of looks) {
      expect(look).toMatchObject({ seen: false, why: { kind: 'foreign-origin' } });
      expect(look.seen ? '' : look.why.words).toContain(`${foreign.origin}/x`);
    }
    expect(asked).toEqual({ kind: 'foreign-origin', address: `${foreign.origin}/x` });
    expect(started.kind).toBe('unclear');
    expect(undeleted.kind).toBe('unclear');
    nothingArrived();
  });

  it('follows not even a redirect to home', async () => {
    const blobs = { account: 'stcontoso', container: 'backups' };

    answer = { status: 307, headers: { location: `${home.origin}/y` } };
    await azure.apiManagement.get(resourceId);
    answer = { status: 307, headers: { location: `${storage.origin}/stcontoso/backups/y` } };
    await azure.blobs.head({ ...blobs, key }, 'b');
    await azure.blobs.head({ ...blobs, key: null }, 'b');

    expect(home.arrived.map(({ path }) => path)).toEqual([`${resourceId}?api-version=2024-05-01`]);
    expect(storage.arrived.map(({ path }) => path)).toEqual(Array(2).fill('/stcontoso/backups/b'));
  });
});
