import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzureCaller, azureCaller } from '../azure-caller.ts';

const group = '/subscriptions/5b5c0000-0000-4000-8000-000000000001/resourceGroups/rg-prod';
const prod = `${group}/providers/Microsoft.ApiManagement/service/contoso-prod`;
const version = 'api-version=2024-05-01';
let sandbox: Sandbox;
let azure: AzureCaller;

beforeAll(async () => {
  sandbox = await startSandbox();
  azure = azureCaller(sandbox);
});

afterAll(async () => {
  await azure.close();
  await sandbox.close();
});

const target = {
  storageAccount: 'stcontosodr',
  containerName: 'apim-backups',
  backupName: 'locked',
  accessType: 'SystemAssignedManagedIdentity',
};

describe('rights changed behind Azure’s back', () => {
  it('let somebody in and out again, over TLS', async () => {
    const grant = { principal: 'noor@contoso.com', role: 'Reader', scope: group };
    const status = async () =>
      (await azure.as('noor@contoso.com', 'GET', `${prod}?${version}`)).status;

    const before = await status();
    await sandbox.control.assignRole(grant);
    const own = await azure.as(
      'noor@contoso.com',
      'GET',
      `${prod}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
    );
    const during = await status();
    const removed = await sandbox.control.revokeRole({ principal: 'noor@contoso.com' });

    expect([before, during, await status()]).toEqual([403, 200, 403]);
    expect(own.body).toMatchObject({ value: [{ actions: ['*/read'] }] });
    expect(removed).toBe(1);
  });

  it('lock a service and unlock it, also over HTTP', async () => {
    await sandbox.control.addLock({ name: 'freeze', scope: group, level: 'ReadOnly', notes: 'x' });

    const locks = await azure.as(
      'ana@contoso.com',
      'GET',
      `${prod}/providers/Microsoft.Authorization/locks?api-version=2016-09-01`,
    );
    const locked = await azure.as('ana@contoso.com', 'POST', `${prod}/backup?${version}`, target);
    const removed = await azure.control('DELETE', '/world/locks/freeze');
    const open = await azure.as('ana@contoso.com', 'POST', `${prod}/backup?${version}`, target);

    expect(locks.body).toMatchObject({
      value: [{ name: 'freeze', properties: { level: 'ReadOnly', notes: 'x' } }],
    });
    expect(locked).toMatchObject({ status: 409, body: { error: { code: 'ScopeLocked' } } });
    expect(removed.body).toEqual({ removed: 1 });
    expect(open.status).toBe(202);
  });

  it('say which names they do not know', async () => {
    const grant = { principal: 'nobody', role: 'Reader', scope: '/' };

    await expect(sandbox.control.assignRole(grant)).rejects.toThrow('no such principal or role');
  });
});
