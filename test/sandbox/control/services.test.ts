import { readFileSync } from 'node:fs';
import type { ApiManagementClient } from '@azure/arm-apimanagement';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiManagement } from '../../conformance/arm-apimanagement.ts';
import { type AzureCaller, azureCaller } from '../azure-caller.ts';

const subscription = '5b5c0000-0000-4000-8000-000000000001';
const group = `/subscriptions/${subscription}/resourceGroups/rg-dr`;
const dr = `${group}/providers/Microsoft.ApiManagement/service/contoso-dr`;
const version = 'api-version=2024-05-01';
const ana = 'ana@contoso.com';
let sandbox: Sandbox;
let azure: AzureCaller;
let sdk: ApiManagementClient;

beforeAll(async () => {
  sandbox = await startSandbox({
    lifecycleSeconds: 0,
    undeleteAfterSeconds: 0,
    retryAfterSeconds: 0,
  });
  azure = azureCaller(sandbox);
  const { environment, workloadEnvironment, origin, caFile } = sandbox;
  sdk = apiManagement({
    origin,
    tenantId: workloadEnvironment.AZURE_TENANT_ID ?? '',
    clientId: workloadEnvironment.AZURE_CLIENT_ID ?? '',
    clientSecret: environment.AZURE_CLIENT_SECRET ?? '',
    subscription,
    ca: readFileSync(caFile, 'utf8'),
  });
  await sandbox.control.assignRole({
    principal: 'lifeboat-restore',
    role: 'Contributor',
    scope: `/subscriptions/${subscription}`,
  });
});

afterAll(async () => {
  await azure.close();
  await sandbox.close();
});

describe('the life of a service, followed by Azure’s own SDK', () => {
  const standby = {
    location: 'North Europe',
    sku: { name: 'Premium', capacity: 1 },
    publisherEmail: 'apis@contoso.com',
    publisherName: 'Contoso',
  };

  it('goes from deletion to undeletion', async () => {
    await sdk.apiManagementService.beginDeleteAndWait('rg-dr', 'contoso-dr');
    const deleted = await sdk.deletedServices.getByName('contoso-dr', 'northeurope');
    const back = await sdk.apiManagementService.beginCreateOrUpdateAndWait('rg-dr', 'contoso-dr', {
      ...standby,
      restore: true,
    });

    expect(deleted.serviceId).toBe(dr);
    expect(
      (deleted.scheduledPurgeDate?.getTime() ?? 0) - (deleted.deletionDate?.getTime() ?? 0),
    ).toBe(48 * 3_600_000);
    expect(back).toMatchObject({ name: 'contoso-dr', provisioningState: 'Succeeded' });
  });

  it('goes from purge to a new service of the same name', async () => {
    await sdk.apiManagementService.beginDeleteAndWait('rg-dr', 'contoso-dr');
    await sdk.deletedServices.beginPurgeAndWait('contoso-dr', 'northeurope');
    const made = await sdk.apiManagementService.beginCreateOrUpdateAndWait(
      'rg-dr',
      'contoso-dr',
      standby,
    );

    expect(made).toMatchObject({ provisioningState: 'Succeeded', sku: { name: 'Premium' } });
  });
});

describe('services changed behind Azure’s back', () => {
  const prod = dr.replace('rg-dr', 'rg-prod').replace('contoso-dr', 'contoso-prod');
  const get = async (path: string) => (await azure.as(ana, 'GET', `${path}?${version}`)).body;

  it('get and lose workspaces, an identity and a least version', async () => {
    await sandbox.control.addWorkspace('contoso-prod', 'team-a');
    await sandbox.control.setIdentity('contoso-prod', false);
    await sandbox.control.setService('contoso-prod', { minApiVersion: '2025-03-01-preview' });

    const workspaces = await get(`${prod}/workspaces`);
    const service = await get(prod);
    await sandbox.control.removeWorkspace('contoso-prod', 'team-a');
    await sandbox.control.setIdentity('contoso-prod', true);

    expect(workspaces).toMatchObject({ count: 1, value: [{ name: 'team-a' }] });
    expect(service).not.toHaveProperty('identity');
    expect(service).toMatchObject({
      properties: { apiVersionConstraint: { minApiVersion: '2025-03-01-preview' } },
    });
    expect(await get(`${prod}/workspaces`)).toMatchObject({ count: 0 });
    expect(await get(prod)).toMatchObject({ identity: { type: 'SystemAssigned' } });
  });

  it('go softly or for good', async () => {
    const list = `/subscriptions/${subscription}/providers/Microsoft.ApiManagement/deletedservices`;

    await sandbox.control.deleteService('contoso-pay');
    await sandbox.control.deleteService('contoso-eu', { purge: true });

    expect(await get(list)).toMatchObject({
      value: [{ name: 'contoso-pay', location: 'West Europe' }],
    });
  });
});
