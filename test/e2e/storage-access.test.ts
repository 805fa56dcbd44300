import { expect, it } from 'vitest';
import { z } from 'zod';
import { services } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';

const { sandbox, arm, person } = inSandbox();

const operations = z.object({
  operations: z.array(
    z.object({
      service: z.string(),
      kind: z.string(),
      apiVersion: z.string(),
      target: z.looseObject({ accessType: z.string(), clientId: z.string().nullable() }).nullable(),
    }),
  ),
});

/** What Azure was asked with, newest last. */
async function asked(kind: 'Backup' | 'Restore', service: string) {
  const { operations: all } = operations.parse(
    await sandbox().control.call('GET', '/world/operations'),
  );
  return all.findLast((each) => each.kind === kind && each.service === service.toLowerCase());
}

/** A round trip: back up, lose an API, restore; it must be back. */
async function roundTrip(who: Person, service: string, id: string): Promise<void> {
  const before = await arm().names(id, 'apis');
  const made = await who.json('backup', service);
  const path = `/world/services/${service}/configuration/apis/${before[0]}`;
  await sandbox().control.call('DELETE', path);
  const restored = await who.json(
    ...['restore', service, '--from', `latest:${service}`, '--confirm', service],
  );

  expect([made.code, restored.code]).toEqual([0, 0]);
  expect(before.length).toBeGreaterThan(0);
  expect(await arm().names(id, 'apis')).toEqual(before);
}

it('lets the service in by its own identity', async () => {
  await roundTrip(person(), 'contoso-prod', services.prod);

  expect(await asked('Restore', services.prod)).toMatchObject({
    apiVersion: '2024-05-01',
    target: { accessType: 'SystemAssignedManagedIdentity', clientId: null },
  });
});

it('lets it in by an identity assigned to it, which the service overrides', async () => {
  await roundTrip(person(), 'contoso-eu', services.eu);

  expect(await asked('Restore', services.eu)).toMatchObject({
    target: {
      accessType: 'UserAssignedManagedIdentity',
      clientId: 'c11e0000-0000-4000-8000-000000000035',
    },
  });
});

it('lets it in by a key that Azure gives', async () => {
  await roundTrip(person(), 'contoso-std', services.std);

  expect(await asked('Backup', services.std)).toMatchObject({
    target: { accessType: 'AccessKey' },
  });
});

it('lets it in by a key from the environment', async () => {
  const [key = ''] = await arm().accountKeys('stcontosodr');
  const ana = person({ STORAGE_KEY: key });
  ana.configure((config) => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own notation for the environment
    config.storage.keyed = { ...config.storage.keyed, accessKey: '${STORAGE_KEY}' };
  });
  await sandbox().control.clearRequests();

  expect((await ana.json('backup', 'contoso-std')).code).toBe(0);
  const paths = (await sandbox().control.requests()).map(({ path }) => path);
  expect(paths.filter((path) => /listKeys/i.test(path))).toEqual([]);
});

it('exits with what is wrong when the storage lets the service not in', async () => {
  const ana = person();
  ana.configure((config) => {
    config.services['contoso-basic'] = { ...config.services['contoso-dev'], storage: 'main' };
  });

  const { code, error } = await ana.json('backup', 'contoso-basic');

  expect(code).toBe(1);
  expect(error?.azure).toMatchObject({ status: 400, code: 'BackupFailed' });
});

it('speaks 2014-02-14, the version of the original how-to, with its four fields', async () => {
  const ana = person();
  ana.configure((config) => {
    config.cloud.apiVersion = '2014-02-14';
  });
  const { data } = await ana.json('backup', 'contoso-std', '--plan');

  await roundTrip(ana, 'contoso-std', services.std);

  expect(await asked('Backup', services.std)).toMatchObject({
    apiVersion: '2014-02-14',
    target: { accessType: 'AccessKey' },
  });
  expect(data.plans?.[0]?.rawCommand).not.toContain('accessType');
});

it('refuses an identity with 2014-02-14, which has none', async () => {
  const ana = person();
  ana.configure((config) => {
    config.cloud.apiVersion = '2014-02-14';
  });

  const { code, error } = await ana.json('backup', 'contoso-prod');

  expect([7, 9]).toContain(code);
  expect(`${error?.message} ${error?.hint}`).toContain('access-key');
});
