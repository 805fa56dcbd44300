import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzureCaller, azureCaller } from '../azure-caller.ts';

const group = '/subscriptions/5b5c0000-0000-4000-8000-000000000001/resourceGroups/rg-prod';
const prod = `${group}/providers/Microsoft.ApiManagement/service/contoso-prod`;
const ana = 'ana@contoso.com';
const blob = { account: 'stcontosowe', path: '/apim-backups/kept' };
const second = { ...blob, account: 'stcontosowe-secondary' };
let sandbox: Sandbox;
let azure: AzureCaller;

beforeAll(async () => {
  sandbox = await startSandbox();
  azure = azureCaller(sandbox);
  await sandbox.control.setAccount('stcontosowe', { defaultAction: 'Allow' });
  const headers = { 'x-ms-blob-type': 'BlockBlob' };
  const made = await azure.blob(ana, 'PUT', blob, { headers, body: 'content' });
  expect(made.status).toBe(201);
  await sandbox.control.advance({ hours: 1 });
});

afterAll(async () => {
  await azure.close();
  await sandbox.close();
});

async function status(answer: Promise<{ status: number }>): Promise<number | 'cut'> {
  return answer.then(
    (each) => each.status,
    () => 'cut',
  );
}

/** Everything of a region: the service, its gateway, its storage and what the other region has of that. */
async function look(): Promise<Record<string, number | 'cut'>> {
  const probe = (path: string) =>
    status(azure.plain(`${sandbox.gatewayOrigin}/${path}/status-0123456789abcdef`));
  return {
    service: await status(azure.as(ana, 'GET', `${prod}?api-version=2024-05-01`)),
    gateway: await probe('contoso-prod/westeurope'),
    otherGateway: await probe('contoso-prod/northeurope'),
    anyGateway: await probe('contoso-prod'),
    blob: await status(azure.blob(ana, 'HEAD', blob)),
    copy: await status(azure.blob(ana, 'HEAD', second)),
  };
}

const well = {
  service: 200,
  gateway: 200,
  otherGateway: 200,
  anyGateway: 200,
  blob: 200,
  copy: 200,
};

describe('a region', () => {
  it('that goes down takes service, gateway and storage with it, and gives them back', async () => {
    const before = await look();
    await sandbox.control.regionDown('westeurope');
    const during = await look();
    await sandbox.control.regionUp('westeurope');

    expect(before).toEqual(well);
    expect(during).toEqual({ ...well, service: 503, gateway: 'cut', blob: 'cut' });
    expect(await look()).toEqual(well);
  });

  it('answers as it is told to, over HTTP too', async () => {
    const how = { arm: 'timeout', gateway: 'unavailable', storage: 'unavailable' };

    const down = await azure.control('POST', '/regions/westeurope/down', how);
    const during = await look();
    const { headers } = await azure.blob(ana, 'GET', blob);
    await azure.control('POST', '/regions/westeurope/up');

    expect(down).toMatchObject({ status: 200, body: { name: 'westeurope', down: true } });
    expect(during).toEqual({ ...well, service: 504, gateway: 503, blob: 503 });
    expect(headers.get('x-ms-error-code')).toBe('ServerBusy');
  });

  it('may hang, each thing until its client gives up', async () => {
    await sandbox.control.regionDown('westeurope', {
      arm: 'hang',
      gateway: 'hang',
      storage: 'hang',
    });
    await sandbox.control.clearRequests();
    const patience = new AbortController();
    const { token } = await sandbox.control.token({
      principal: ana,
      audience: 'https://management.azure.com',
    });
    const addresses = [
      [`${sandbox.origin}${prod}?api-version=2024-05-01`, { authorization: `Bearer ${token}` }],
      [`${sandbox.gatewayOrigin}/contoso-prod/westeurope/status-0123456789abcdef`, {}],
      [sandbox.blobEndpoint.replace('{account}', blob.account) + blob.path, {}],
    ] as const;

    const hung = addresses.map(([address, headers]) =>
      azure.plain(address, patience.signal, headers).catch(() => 'gave up'),
    );
    await expect.poll(async () => (await sandbox.control.requests()).length).toBe(3);
    const seen = await sandbox.control.requests();
    patience.abort();

    expect(seen.map((each) => each.status)).toEqual([null, null, null]);
    expect(await Promise.all(hung)).toEqual(['gave up', 'gave up', 'gave up']);
    await sandbox.control.regionUp('westeurope');
  });

  it('keeps nothing of an account that failed over away from it', async () => {
    const id = prod.replace(/rg-prod.*/, 'rg-backup/providers/Microsoft.Storage/storageAccounts');
    await sandbox.control.regionDown('westeurope');

    const accepted = await azure.as(
      ana,
      'POST',
      `${id}/stcontosowe/failover?api-version=2023-05-01`,
    );
    await sandbox.control.advance({ minutes: 5 });

    expect(accepted.status).toBe(202);
    expect(await look()).toEqual({
      ...well,
      service: 503,
      gateway: 'cut',
      blob: 200,
      // One region only from now on.
      copy: 403,
    });
  });
});
