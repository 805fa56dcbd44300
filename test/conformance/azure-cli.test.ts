import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { services, subscriptions } from '../harness/arm.ts';
import { type Az, azFor, azMaySkip, signInToAz } from '../harness/az.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Ended } from '../harness/programs.ts';

const { sandbox, arm, person } = inSandbox();

let cli: Az;
let signedIn: Ended;
let key: string;

describe.skipIf(azMaySkip)('the Azure CLI against the sandbox', () => {
  beforeAll(async () => {
    cli = azFor(sandbox());
    [key = ''] = await arm().accountKeys('stcontosodr');
    signedIn = await signInToAz(cli, sandbox());
  });
  afterAll(() => cli?.remove());

  /** What both calls say about storage; the CLI knows access keys only (azure-cli 28503). */
  function storage(backupName: string): string[] {
    return [
      ['--storage-account-name', 'stcontosodr'],
      ['--storage-account-container', 'apim-backups'],
      ['--storage-account-key', key],
      ['--backup-name', backupName],
      ['--output', 'json'],
    ].flat();
  }

  /** The service as `az apim` wants it: group and name. */
  function at(id: string): string[] {
    const [, group = '', name = ''] = /resourceGroups\/([^/]+)\/.*\/([^/]+)$/.exec(id) ?? [];
    return ['--subscription', id.split('/')[2] ?? '', '-g', group, '-n', name];
  }

  /** A command's JSON answer, after an exit with 0. */
  async function answer(ended: Promise<Ended>): Promise<unknown> {
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  }

  it('signs in as the application and sees its subscriptions', () => {
    expect(signedIn).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(signedIn.stdout)).toMatchObject([
      { id: subscriptions.production, user: { type: 'servicePrincipal' } },
      { id: subscriptions.platform },
    ]);
  });

  it('gives a token to whoever asks for one', async () => {
    const words = ['account', 'get-access-token', '--output', 'json'];
    const token = await answer(cli.az(...words, '--resource', 'https://management.azure.com/'));

    expect(token).toMatchObject({
      tokenType: 'Bearer',
      accessToken: expect.stringMatching(/^eyJ/),
      expiresOn: expect.stringMatching(/^\d{4}-/),
    });
  });

  it('lists services', async () => {
    const list = await answer(cli.az('apim', 'list', '--query', '[].name', '--output', 'json'));

    expect(list).toEqual(['contoso-prod', 'contoso-dr', 'contoso-pay', 'contoso-eu']);
  });

  it('shows a service', async () => {
    const shown = await answer(cli.az('apim', 'show', ...at(services.prod), '--output', 'json'));

    expect(shown).toMatchObject({
      name: 'contoso-prod',
      location: 'West Europe',
      provisioningState: 'Succeeded',
      sku: { name: 'Premium' },
    });
  });

  it('makes a backup, restores it into another service, and tells why another tier is refused', async () => {
    const before = await arm().names(services.dr, 'apis');
    const made = await answer(cli.az('apim', 'backup', ...at(services.prod), ...storage('by-az')));
    const restored = await answer(
      cli.az('apim', 'restore', ...at(services.dr), ...storage('by-az')),
    );
    const refused = await cli.az('apim', 'restore', ...at(services.dev), ...storage('by-az'));

    expect(made).toMatchObject({ name: 'contoso-prod', provisioningState: 'Succeeded' });
    expect(restored).toMatchObject({ name: 'contoso-dr', provisioningState: 'Succeeded' });
    expect(await arm().names(services.dr, 'apis')).toEqual(
      await arm().names(services.prod, 'apis'),
    );
    expect(await arm().names(services.dr, 'apis')).not.toEqual(before);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain(
      "(RestoreFailed) Cannot restore: current SKU is 'Developer', backup SKU is 'Premium'",
    );
  });

  it.each([
    { service: 'contoso-pay', how: 'a system-assigned identity', id: services.pay },
    { service: 'contoso-eu', how: 'a user-assigned identity', id: services.eu },
    { service: 'contoso-std', how: 'an access key', id: services.std },
  ])('runs the very line that a plan prints, with $how', async ({ service, id }) => {
    const { data } = await person().json('backup', service, '--plan');
    const line = data.plans?.[0]?.rawCommand ?? '';

    // What was asked for stands in the blob's name; a key stays with the person.
    const [, name = ''] = /"backupName":"([^"]+)"/.exec(line) ?? [];
    const ended = await cli.shell(line, { STORAGE_KEY: key });

    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const reader = person();
    await reader.json('reconcile');
    const { data: catalogue } = await reader.json('backups', service);
    expect(catalogue.backups?.map((backup) => backup.name)).toContain(name);
    expect(line).toContain(id);
    expect(line).not.toContain(key);
  });
});

describe.skipIf(azMaySkip)('signing in to Lifeboat by the Azure CLI', () => {
  function azPerson() {
    const one = person(cli.environment);
    one.configure((config) => {
      config.auth = { method: 'azure-cli' };
    });
    return one;
  }

  beforeAll(async () => {
    cli = azFor(sandbox());
  });
  afterAll(() => cli?.remove());

  it('asks a person to sign in who has not', async () => {
    const { code, error } = await azPerson().json('backup', 'contoso-prod');

    expect(code).toBe(4);
    expect(error).toMatchObject({ code: 'not-signed-in' });
    expect(`${error?.message} ${error?.hint}`).toContain('az login');
  });

  it('says who that is, and backs up as them', async () => {
    await signInToAz(cli, sandbox());
    const one = azPerson();

    const who = await one.json('whoami');
    const made = await one.json('backup', 'contoso-prod');

    expect(who.data).toMatchObject({
      signIns: [
        {
          method: 'azure-cli',
          who: sandbox().workloadEnvironment.AZURE_CLIENT_ID,
          tenantId: sandbox().workloadEnvironment.AZURE_TENANT_ID,
        },
      ],
    });
    expect(made.data.operations).toMatchObject([{ status: 'succeeded', service: 'contoso-prod' }]);
  });
});
