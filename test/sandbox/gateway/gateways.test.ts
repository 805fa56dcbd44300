import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AzureCaller, azureCaller } from '../azure-caller.ts';

const group = '/subscriptions/5b5c0000-0000-4000-8000-000000000001/resourceGroups/rg-prod';
const prod = `${group}/providers/Microsoft.ApiManagement/service/contoso-prod`;
const version = 'api-version=2024-05-01';
const ana = 'ana@contoso.com';
const probe = '/status-0123456789abcdef';
let sandbox: Sandbox;
let azure: AzureCaller;

type Addresses = { any: string; own: string; other: string };

beforeAll(async () => {
  sandbox = await startSandbox({ lifecycleSeconds: 60 });
  azure = azureCaller(sandbox);
});

beforeEach(() => sandbox.control.clearRequests());
afterEach(() => sandbox.control.mendGateway('contoso-prod'));

afterAll(async () => {
  await azure.close();
  await sandbox.close();
});

async function addresses(): Promise<Addresses> {
  const { body } = await azure.as(ana, 'GET', `${prod}?${version}`);
  const { properties } = body as {
    properties: {
      gatewayUrl: string;
      gatewayRegionalUrl: string;
      additionalLocations: { gatewayRegionalUrl: string }[];
    };
  };
  return {
    any: properties.gatewayUrl,
    own: properties.gatewayRegionalUrl,
    other: properties.additionalLocations[0]?.gatewayRegionalUrl ?? '',
  };
}

/** The status of a probe, or 'cut'. */
async function probed(address: string): Promise<number | 'cut'> {
  return azure.plain(`${address}${probe}`).then(
    ({ status }) => status,
    () => 'cut',
  );
}

async function all(): Promise<(number | 'cut')[]> {
  const { any, own, other } = await addresses();
  return [await probed(any), await probed(own), await probed(other)];
}

describe('a gateway', () => {
  it('is found in the resource, once for all and once a region, and answers its probe', async () => {
    const { any, own, other } = await addresses();

    expect(any).toBe(`${sandbox.gatewayOrigin}/contoso-prod`);
    expect([own, other]).toEqual([`${any}/westeurope`, `${any}/northeurope`]);
    expect(await all()).toEqual([200, 200, 200]);
  });

  it('is asked without a token, and journaled on a front of its own', async () => {
    const { own } = await addresses();
    await sandbox.control.clearRequests();

    await probed(own);

    expect(await sandbox.control.requests()).toMatchObject([
      {
        front: 'gateway',
        path: `/contoso-prod/westeurope${probe}`,
        authorized: false,
        status: 200,
      },
    ]);
  });

  it('serves nothing else', async () => {
    const { status, body } = await azure.plain(`${(await addresses()).any}/orders`);

    expect({ status, body }).toEqual({
      status: 404,
      body: { statusCode: 404, message: 'Resource not found' },
    });
  });

  it('of one region is silent while the service still answers from the other', async () => {
    await sandbox.control.breakGateway('contoso-prod', 'unavailable', 'West Europe');

    expect(await all()).toEqual([200, 503, 200]);
  });

  it('is silent everywhere when the service is', async () => {
    await sandbox.control.breakGateway('contoso-prod', 'unavailable');

    expect(await all()).toEqual([503, 503, 503]);
    await sandbox.control.mendGateway('contoso-prod');
    expect(await all()).toEqual([200, 200, 200]);
  });

  it('cuts the connection when it refuses', async () => {
    const { own } = await addresses();
    await sandbox.control.breakGateway('contoso-prod', 'refuse', 'westeurope');
    await sandbox.control.clearRequests();

    expect(await probed(own)).toBe('cut');
    expect(await sandbox.control.requests()).toMatchObject([{ status: null, fault: null }]);
  });

  it('hangs until the client gives up, and nothing else waits for it', async () => {
    const { own, other } = await addresses();
    await sandbox.control.breakGateway('contoso-prod', 'hang', 'westeurope');
    const patience = new AbortController();

    const hung = azure.plain(`${own}${probe}`, patience.signal).catch(() => 'gave up');
    const quick = await probed(other);
    patience.abort();

    expect(quick).toBe(200);
    expect(await hung).toBe('gave up');
  });

  it('can be broken by a scripted fault as well', async () => {
    const { own } = await addresses();
    await sandbox.control.addFault({ front: 'gateway', play: { kind: 'status', status: 502 } });

    expect([await probed(own), await probed(own)]).toEqual([502, 200]);
  });

  it('that is switched off answers no longer, and the other one takes over', async () => {
    await sandbox.control.setService('contoso-prod', { settings: { disableGateway: true } });

    const switchedOff = await all();
    await sandbox.control.setService('contoso-prod', { settings: { disableGateway: false } });

    expect(switchedOff).toEqual([200, 'cut', 200]);
  });

  it.each(['contoso-nope', 'contoso-prod/eastus'])('that nobody has is cut: %s', async (path) => {
    expect(await probed(`${sandbox.gatewayOrigin}/${path}`)).toBe('cut');
  });

  it('goes with its service and comes back when that is there again', async () => {
    const dev = prod
      .replace('000001/', '000002/')
      .replace('rg-prod', 'rg-platform')
      .replace('contoso-prod', 'contoso-dev');
    const address = `${sandbox.gatewayOrigin}/contoso-dev`;
    const restore = { location: 'West Europe', properties: { restore: true } };

    await sandbox.control.deleteService('contoso-dev');
    const deleted = await probed(address);
    await sandbox.control.advance({ minutes: 2 });
    await azure.as(ana, 'PUT', `${dev}?${version}`, restore);
    const coming = await probed(address);
    await sandbox.control.advance({ minutes: 2 });

    expect([deleted, coming, await probed(address)]).toEqual(['cut', 'cut', 200]);
  });

  it.each([
    ['/world/gateways/contoso-nope', {}, 404],
    ['/world/gateways/contoso-prod/eastus', {}, 404],
    ['/world/gateways/contoso-prod', { fault: 'slow' }, 400],
  ])('is broken by %s %j with %i', async (path, body, status) => {
    expect((await azure.control('PUT', path, body)).status).toBe(status);
  });
});
