import { describe, expect, it } from 'vitest';
import type { DoorSide } from '../../../packages/core/src/commands/definition.ts';
import { loadConfiguration } from '../../../packages/core/src/config/load-configuration.ts';
import { companionName } from '../../../packages/core/src/domain/blob-name.ts';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import { memoryConfigurationFile, sampleResourceId } from '../../../packages/core/src/testing.ts';
import { type Company, company, place } from '../workflows/world.ts';
import { lifeboatOf, recordingDoor, runLine } from './run-line.ts';

const url = 'https://stcontosodr.blob.core.windows.net/apim-backups';
const dayMs = 24 * 3_600_000;

/** A machine without a configuration and without a memory, in front of the company's Azure. */
function newMachine(one: Company, text: string | null = null, others: Record<string, string> = {}) {
  const file = memoryConfigurationFile(text, others);
  const configuration = { ...one.work.configuration, path: null, services: [], storages: {} };
  const lifeboat = lifeboatOf(one, {
    configuration,
    configurationFile: file,
    azureFor: () => one.azure.azure,
  });
  const written = async () => {
    const now = await file.read();
    if (now === null) throw new Error('nothing was written');
    return loadConfiguration({ text: now, path: file.path, environment: {} });
  };
  return { lifeboat, file, written };
}

/** A door whose person gives these answers: a choice by its value or label, or a text. */
function answering(...answers: string[]): DoorSide & { asked: string[]; refused: string[] } {
  const asked: string[] = [];
  const refused: string[] = [];
  const next = (text: string): string => {
    asked.push(text);
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`Nobody answers: ${text}`);
    return answer;
  };
  return {
    ...recordingDoor(),
    asked,
    refused,
    async ask({ text, choices, fallback, check }) {
      for (;;) {
        const typed = next(text);
        const answer = typed === '' ? (fallback ?? '') : typed;
        const wrong = check?.(answer) ?? null;
        if (wrong !== null) {
          refused.push(wrong);
          continue;
        }
        if (check !== undefined || typed === '') return answer;
        const choice = choices?.find((one) => one.value === answer || one.label.startsWith(answer));
        return choice?.value ?? answer;
      }
    },
  };
}

function putBlob(one: Company, azureName: string, daysAgo: number, companion?: object): string {
  const at = one.work.ports.clock.now() - daysAgo * dayMs;
  const stamp = new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const name = `${azureName}.Premium.westeurope.${stamp}Z.apimbackup`;
  one.azure.putBlob(place, name, { createdAt: at });
  if (companion !== undefined) {
    const text = JSON.stringify({ lifeboat: 1, ...companion });
    one.azure.putBlob(place, companionName(name), { text });
  }
  return name;
}

describe('init from flags', () => {
  it('writes a configuration that loads, without asking anybody', async () => {
    const one = company();
    const { lifeboat, written } = newMachine(one);
    const twin = sampleResourceId('contoso-prod', 'rg-other');
    const report = await runLine(
      lifeboat,
      `init --service ${one.prod.resourceId} --service ${twin} --service ${one.prod.resourceId.toLowerCase()} --storage ${url} --access user-identity --client-id 55555555-5555-4555-8555-555555555555 --auth client-secret --tenant contoso.example --auth-client-id 66666666-6666-4666-8666-666666666666 --client-secret-variable MY_SECRET --every 24h`,
    );
    expect(report.error).toBeNull();
    const configuration = await written();
    expect(configuration.services).toMatchObject([
      {
        label: 'contoso-prod',
        azureName: 'contoso-prod',
        resourceGroup: 'rg-prod',
        everyMs: dayMs,
      },
      { label: 'contoso-prod-2', azureName: 'contoso-prod', resourceGroup: 'rg-other' },
    ]);
    expect(configuration.storages.main).toMatchObject({ ...place, access: 'user-identity' });
    expect(configuration.signIns.default).toMatchObject({
      method: 'client-secret',
      tenantId: 'contoso.example',
      clientSecretVariable: 'MY_SECRET',
    });
    expect(one.azure.calls()).toEqual([]);
  });

  it('never overwrites without --replace', async () => {
    const one = company();
    const { lifeboat, file } = newMachine(one, 'cloud: public\n');
    const line = `init --service ${one.prod.resourceId}`;
    await expect(runLine(lifeboat, line)).rejects.toMatchObject({ code: 'conflict' });
    expect(await file.read()).toBe('cloud: public\n');
    expect((await runLine(lifeboat, `${line} --replace`)).error).toBeNull();
    expect(await file.read()).toContain('contoso-prod');
  });

  it('takes cloud and sign-in from a file, as an air-gapped cloud needs it', async () => {
    const one = company();
    const { lifeboat, written } = newMachine(one, null, {
      'stack.yaml': [
        'cloud:',
        '  name: stack',
        '  authorityHost: https://login.stack.example/adfs',
        '  resourceManager: https://arm.stack.example',
        '  blobEndpoint: https://{account}.blob.stack.example',
        '  caFile: ./ca.pem',
        'auth: {method: device-code, tenantId: stack.example}',
      ].join('\n'),
    });
    const storage = 'https://stcontosodr.blob.stack.example/apim-backups';
    await runLine(
      lifeboat,
      `init --cloud stack.yaml --service ${one.prod.resourceId} --storage ${storage}`,
    );
    expect(await written()).toMatchObject({
      cloud: { name: 'stack', caFile: '/home/ana/ca.pem' },
      signIns: { default: { method: 'device-code' } },
      services: [{ id: expect.stringMatching(/^stack\|/) }],
    });
  });

  it.each([
    ['--service /subscriptions/x', 'usage'],
    ['--service ID --storage https://elsewhere.example/x', 'usage'],
    ['--service ID --storage URL --access user-identity', 'usage'],
    ['--service ID --storage URL --auth client-secret', 'usage'],
    ['--service ID --storage URL/blob', 'usage'],
    ['--cloud pubic --service ID', 'usage'],
    ['--from-storage URL --service ID', 'usage'],
    ['', 'terminal-needed'],
    ['--storage URL', 'terminal-needed'],
  ])('writes nothing for `init %s`', async (flags, code) => {
    const one = company();
    const { lifeboat, file } = newMachine(one);
    const line = `init ${flags.replace('ID', one.prod.resourceId).replace('URL', url)}`;
    await expect(runLine(lifeboat, line)).rejects.toMatchObject({ code });
    expect(await file.read()).toBeNull();
  });
});

describe('init by asking', () => {
  it('lists what the person can see and writes what was chosen', async () => {
    const one = company();
    one.azure.putService(sampleResourceId('contoso-v2'), { tier: 'StandardV2' });
    const { lifeboat, written } = newMachine(one);
    const door = answering('', 'all', 'stcontosodr', 'apim-backups', 'system-identity', '');
    const report = await runLine(lifeboat, 'init', { door });
    expect(report.error).toBeNull();
    expect(await written()).toMatchObject({
      signIns: { default: { method: 'azure-cli' } },
      services: [
        { label: 'contoso-dr', everyMs: dayMs },
        { label: 'contoso-prod', everyMs: dayMs },
      ],
      storages: { main: { ...place, resourceGroup: 'rg-storage' } },
    });
  });

  it('lists every subscription where Resource Graph is not allowed, and takes one service', async () => {
    const one = company();
    one.azure.refuse('apiManagement.query', 'denied');
    const { lifeboat, written } = newMachine(one);
    const door = answering('', 'contoso-prod', 'another', url, 'access-key', 'none');
    await runLine(lifeboat, 'init', { door });
    const { services, storages } = await written();
    expect(services).toMatchObject([{ label: 'contoso-prod', everyMs: null }]);
    expect(storages.main).toMatchObject({ ...place, access: 'access-key' });
  });

  it('takes several services in one answer, and asks again with the reason for what it cannot read', async () => {
    const one = company();
    one.azure.putService(sampleResourceId('contoso-pay'));
    const { lifeboat, written } = newMachine(one);
    const door = answering('', '9', '1,contoso-prid', '3 1', 'stcontosodr', '', '', '7', '7d');

    await runLine(lifeboat, 'init', { door });

    const { services } = await written();
    expect(services.map(({ label }) => label)).toEqual(['contoso-prod', 'contoso-dr']);
    expect(services.map(({ everyMs }) => everyMs)).toEqual([7 * dayMs, 7 * dayMs]);
    expect(door.refused).toEqual([
      'There is no 9 in the list. Type numbers from 1 to 3, such as "1,3", or all.',
      'Nothing in the list is called "contoso-prid". Did you mean contoso-prod?',
      expect.stringContaining('needs a unit after 7'),
    ]);
  });

  it('asks again for an address it cannot read, instead of losing the answers before', async () => {
    const one = company();
    one.azure.refuse('apiManagement.query', 'denied');
    one.azure.refuse('apiManagement.list', 'denied');
    const { lifeboat, written } = newMachine(one);
    const { resourceId } = one.prod;
    const door = answering(
      '',
      '/subscriptions/x',
      resourceId,
      'another',
      `${url}/blob`,
      url,
      '',
      '',
    );

    await runLine(lifeboat, 'init', { door });

    expect((await written()).storages.main).toMatchObject(place);
    expect(door.refused).toEqual([
      expect.stringContaining('not the resource id'),
      expect.stringContaining('names a blob, not a container'),
    ]);
  });

  it('takes a resource id by hand where nothing can be seen', async () => {
    const one = company();
    one.azure.refuse('apiManagement.query', 'denied');
    one.azure.refuse('apiManagement.list', 'denied');
    const { lifeboat, written } = newMachine(one);
    const door = answering('', one.prod.resourceId, 'stcontosodr', '', '', '7d');
    await runLine(lifeboat, 'init', { door });
    expect((await written()).services).toMatchObject([{ label: 'contoso-prod' }]);
  });

  it('signs a person in where the method does that, and says why when it cannot list', async () => {
    const one = company();
    const { lifeboat, file } = newMachine(one);
    one.azure.script('session.identity', () => {
      throw new LifeboatError('not-signed-in', 'Nobody is signed in.');
    });
    one.azure.refuse('subscriptions.list', 'no-network');
    const run = runLine(lifeboat, 'init', { door: answering('device-code', '') });
    await expect(run).rejects.toMatchObject({ code: 'azure-unreachable' });
    expect(one.azure.calls('session.login')).toHaveLength(1);
    expect(await file.read()).toBeNull();
  });
});

describe('init from the storage', () => {
  it('rebuilds configuration and catalogue from companions and names', async () => {
    const one = company();
    const { prod, dr } = one;
    const exact = one.work.ports.clock.now() - 2 * dayMs;
    putBlob(one, 'contoso-prod', 1, {
      resourceId: prod.resourceId,
      label: 'shop',
      access: 'access-key',
    });
    putBlob(one, 'contoso-prod', 2, {
      resourceId: prod.resourceId,
      purpose: 'scheduled',
      createdAt: new Date(exact).toISOString(),
      estimated: false,
    });
    putBlob(one, 'contoso-dr', 3);
    putBlob(one, 'fabrikam', 4);
    const { lifeboat, written, file } = newMachine(one);
    const report = await runLine(lifeboat, `init --from-storage ${url}`);
    expect(report.error).toBeNull();
    expect(await written()).toMatchObject({
      services: [
        { label: 'shop', azureName: 'contoso-prod', id: prod.id },
        { label: 'contoso-dr', id: dr.id },
      ],
      storages: { main: { ...place, access: 'access-key' } },
    });
    expect(await file.read()).toContain('#   fabrikam:');
    const backups = (await one.work.ports.store.read()).all('backup');
    expect(backups.map(({ label, estimated, purpose }) => [label, estimated, purpose])).toEqual(
      expect.arrayContaining([
        ['shop', true, 'manual'],
        ['shop', false, 'scheduled'],
        ['contoso-dr', true, 'manual'],
      ]),
    );
    expect(backups).toHaveLength(3);
    expect(report.data).toMatchObject({
      services: [{ verdict: 'fresh' }, { verdict: 'fresh' }],
      notFound: ['fabrikam'],
    });
    expect(JSON.stringify(report.blocks)).toMatch(/apim restore shop --from b\w{10} --plan/);
  });

  it('says what can be restored also while the resource manager cannot be reached', async () => {
    const one = company();
    putBlob(one, 'contoso-prod', 1, { resourceId: one.prod.resourceId, tier: 'Premium' });
    putBlob(one, 'contoso-dr', 1);
    for (const name of ['apiManagement.get', 'subscriptions.list'] as const) {
      one.azure.refuse(name, 'no-network');
    }
    const { lifeboat, written } = newMachine(one);
    const report = await runLine(lifeboat, `init --from-storage ${url}`);
    expect(report.error).toBeNull();
    expect((await written()).services).toMatchObject([{ label: 'contoso-prod' }]);
    expect(report.data.notFound).toEqual(['contoso-dr']);
    expect(JSON.stringify(report.blocks)).toContain('apim restore contoso-prod --from b');
  });

  it('reads with the key of the account where the person may not read blobs', async () => {
    const one = company();
    putBlob(one, 'contoso-prod', 1);
    one.azure.refuse('blobs.list', 'denied', {
      when: (call) => (call.arguments[0] as { key: unknown }).key === null,
    });
    const { lifeboat, written, file } = newMachine(one);
    await expect(runLine(lifeboat, `init --from-storage ${url}`)).rejects.toMatchObject({
      code: 'not-allowed',
      hint: expect.stringContaining('--access access-key'),
    });
    expect(await file.read()).toBeNull();
    await runLine(lifeboat, `init --from-storage ${url} --access access-key`);
    expect((await written()).storages.main).toMatchObject({
      access: 'access-key',
      resourceGroup: 'rg-storage',
    });
  });

  it('names another target for a service that is gone in Azure', async () => {
    const one = company();
    putBlob(one, 'contoso-prod', 1, { resourceId: one.prod.resourceId });
    one.azure.removeService(one.prod.resourceId);
    const { lifeboat } = newMachine(one);
    const report = await runLine(lifeboat, `init --from-storage ${url}`);
    expect(JSON.stringify(report.blocks)).toContain('apim restore TARGET --from b');
  });

  it('can be run again over its own result', async () => {
    const one = company();
    putBlob(one, 'contoso-prod', 1, { resourceId: one.prod.resourceId, label: 'shop' });
    const { lifeboat, written } = newMachine(one);
    await runLine(lifeboat, `init --from-storage ${url}`);
    await runLine(lifeboat, `init --from-storage ${url} --replace`);
    expect((await written()).services).toMatchObject([{ label: 'shop' }]);
    expect((await one.work.ports.store.read()).all('backup')).toHaveLength(1);
  });
});
