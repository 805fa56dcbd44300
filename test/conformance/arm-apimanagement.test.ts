import { readFileSync } from 'node:fs';
import type { ApiManagementClient } from '@azure/arm-apimanagement';
import { beforeAll, describe, expect, it } from 'vitest';
import { services, subscriptions } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import { start } from '../harness/programs.ts';
import { apiManagement, type Place } from './arm-apimanagement.ts';

const { sandbox, arm } = inSandbox({ pageSize: 2, extraServices: 3 });

let production: ApiManagementClient;
let platform: ApiManagementClient;

beforeAll(() => {
  production = apiManagement(placeOf('production'));
  platform = apiManagement(placeOf('platform'));
});

function placeOf(subscription: keyof typeof subscriptions): Place {
  const { environment, origin, caFile, workloadEnvironment } = sandbox();
  return {
    origin,
    tenantId: workloadEnvironment.AZURE_TENANT_ID ?? '',
    clientId: workloadEnvironment.AZURE_CLIENT_ID ?? '',
    clientSecret: environment.AZURE_CLIENT_SECRET ?? '',
    subscription: subscriptions[subscription],
    ca: readFileSync(caFile, 'utf8'),
  };
}

/** What both calls take: where the blob is, with the service's own identity. */
function blob(backupName: string) {
  return {
    storageAccount: 'stcontosodr',
    containerName: 'apim-backups',
    backupName,
    accessType: 'SystemAssignedManagedIdentity',
  };
}

async function backUp(backupName: string): Promise<void> {
  await production.apiManagementService.beginBackupAndWait(
    'rg-prod',
    'contoso-prod',
    blob(backupName),
  );
}

describe('reading with @azure/arm-apimanagement', () => {
  it('lists every service over several pages', async () => {
    const pages: string[][] = [];
    for await (const page of platform.apiManagementService.list().byPage()) {
      pages.push(page.map(({ name }) => name ?? ''));
    }

    expect(pages.length).toBeGreaterThan(2);
    expect(pages.flat()).toEqual(
      expect.arrayContaining(['contoso-dev', 'contoso-serverless', 'fleet-0003']),
    );
    expect(new Set(pages.flat()).size).toBe(pages.flat().length);
  });

  it('lists a resource group', async () => {
    const names: string[] = [];
    const list = platform.apiManagementService.listByResourceGroup('rg-fleet');
    for await (const { name } of list) names.push(name ?? '');

    expect(names).toEqual(['fleet-0001', 'fleet-0002', 'fleet-0003']);
  });

  it('gets a service with its tier, region and identity', async () => {
    const service = await production.apiManagementService.get('rg-prod', 'contoso-prod');

    expect(service).toMatchObject({
      location: 'West Europe',
      provisioningState: 'Succeeded',
      sku: { name: 'Premium', capacity: 2 },
      identity: { type: 'SystemAssigned' },
    });
  });

  it('gets the words of an error', async () => {
    await expect(production.apiManagementService.get('rg-prod', 'nobody')).rejects.toMatchObject({
      statusCode: 404,
      code: 'ResourceNotFound',
    });
  });
});

describe.each([
  { shape: 'location', busyDuringOperations: true },
  { shape: 'location', busyDuringOperations: false },
  { shape: 'azure-async-operation', busyDuringOperations: true },
  { shape: 'azure-async-operation', busyDuringOperations: false },
] as const)(
  'operations of @azure/arm-apimanagement, shape $shape, busy $busyDuringOperations',
  (answers) => {
    const stamp = `${answers.shape}-${answers.busyDuringOperations}`;
    const given = `given-${stamp}`;

    beforeAll(async () => {
      await sandbox().control.setOptions(answers);
      await backUp(given);
    });

    it('restores a backup: the target’s configuration becomes the source’s', async () => {
      const marker = `marker-${stamp}`;
      const path = `/world/services/contoso-dr/configuration/apis/${marker}`;
      await sandbox().control.call('PUT', path, { properties: { displayName: marker } });
      expect(await arm().names(services.dr, 'apis')).toContain(marker);

      const service = await production.apiManagementService.beginRestoreAndWait(
        'rg-dr',
        'contoso-dr',
        blob(given),
      );

      expect(service).toMatchObject({ name: 'contoso-dr', provisioningState: 'Succeeded' });
      for (const collection of ['apis', 'products', 'namedValues']) {
        const source = await arm().names(services.prod, collection);
        expect(source.length).toBeGreaterThan(0);
        expect(await arm().names(services.dr, collection)).toEqual(source);
      }
    });

    it('shows a running operation, and the service as it was told to', async () => {
      const poller = await production.apiManagementService.beginBackup(
        'rg-prod',
        'contoso-prod',
        blob(`running-${stamp}`),
      );
      const during = await production.apiManagementService.get('rg-prod', 'contoso-prod');

      expect(poller.isDone()).toBe(false);
      expect(during.provisioningState).toBe(
        answers.busyDuringOperations ? 'Updating' : 'Succeeded',
      );
      await poller.pollUntilDone();
      expect(poller.getOperationState().status).toBe('succeeded');
    });

    it('refuses a second operation on a busy service as 409 ServiceLocked', async () => {
      const first = await production.apiManagementService.beginBackup(
        'rg-prod',
        'contoso-prod',
        blob(`first-${stamp}`),
      );

      await expect(
        production.apiManagementService.beginBackup(
          'rg-prod',
          'contoso-prod',
          blob(`second-${stamp}`),
        ),
      ).rejects.toMatchObject({
        statusCode: 409,
        code: 'ServiceLocked',
        message: expect.stringContaining(
          'The API Service contoso-prod is transitioning at this time. Please try the request again later.',
        ),
      });
      await first.pollUntilDone();
    });

    it('tells why a restore into another tier fails', async () => {
      const words = "Cannot restore: current SKU is 'Developer', backup SKU is 'Premium'";
      const restore = platform.apiManagementService.beginRestoreAndWait(
        'rg-platform',
        'contoso-dev',
        blob(given),
      );

      // Of a status body the SDK keeps the words only, with the code in them.
      await expect(restore).rejects.toMatchObject(
        answers.shape === 'location'
          ? { statusCode: 400, code: 'RestoreFailed', message: expect.stringContaining(words) }
          : { message: expect.stringMatching(`RestoreFailed.*${words}`) },
      );
    });

    it('tells that a backup is expired', async () => {
      const name = `aged-${stamp}`;
      await backUp(name);
      const place = { account: 'stcontosodr', container: 'apim-backups', name, days: 30 };
      await sandbox().control.call('POST', '/world/backups/age', place);

      await expect(
        production.apiManagementService.beginRestoreAndWait('rg-dr', 'contoso-dr', blob(name)),
      ).rejects.toThrow('Cannot restore: backup expired');
    });

    it('fails to restore a blob that is not there', async () => {
      await expect(
        production.apiManagementService.beginRestoreAndWait(
          'rg-dr',
          'contoso-dr',
          blob('never-written'),
        ),
      ).rejects.toThrow("backup 'never-written' does not exist");
    });

    it('resumes from a serialised poller in another process', async () => {
      const poller = await production.apiManagementService.beginBackup(
        'rg-prod',
        'contoso-prod',
        blob(`resumed-${stamp}`),
      );
      const place = placeOf('production');
      const main = new URL('./resume-process.ts', import.meta.url).pathname;

      const ended = await start(process.execPath, [main], {
        NODE_EXTRA_CA_CERTS: sandbox().caFile,
        ORIGIN: place.origin,
        TENANT: place.tenantId,
        CLIENT: place.clientId,
        SECRET: place.clientSecret,
        SUBSCRIPTION: place.subscription,
        STATE: poller.toString(),
      }).ended;

      expect(ended).toMatchObject({ code: 0, stdout: 'contoso-prod Succeeded\n' });
    });
  },
);
