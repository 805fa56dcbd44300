import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { services } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Answer, Person } from '../harness/person.ts';

const { sandbox, arm, person } = inSandbox({
  failoverSeconds: 1,
  lifecycleSeconds: 0,
  undeleteAfterSeconds: 0,
});

afterEach(() => sandbox().control.regionUp('westeurope'));

const recoveryData = z.looseObject({
  diagnosis: z.looseObject({
    kind: z.string(),
    trouble: z.string().nullable(),
    purgeAt: z.string().nullable(),
    gateways: z.array(z.looseObject({ region: z.string().nullable(), state: z.string() })),
    serving: z.array(z.string()),
  }),
  ways: z.array(
    z.looseObject({
      kind: z.string(),
      command: z.string().nullable(),
      harm: z.string(),
      possible: z.boolean().nullable(),
      expected: z.looseObject({ medianMs: z.number() }).nullable(),
      checks: z.array(z.looseObject({ name: z.string(), verdict: z.string() })),
    }),
  ),
  begin: z.number().nullable(),
});

const recoveryOf = ({ data }: Answer) => recoveryData.parse(data);

/** The line that recover says to begin with, as words for the shell. */
function lineToBeginWith(answer: Answer): string[] {
  const { ways, begin } = recoveryOf(answer);
  const line = ways[begin ?? -1]?.command ?? '';
  return line.split(' ').slice(1);
}

/** Somebody whose backups go to an account in the region that will go down; it has a copy elsewhere. */
function inTheRegion(): Person {
  const who = person();
  who.configure((config) => {
    config.storage.main = { ...config.storage.main, account: 'stcontosowe' };
  });
  return who;
}

/** A new laptop: an empty folder, `apim`, a secret, and the address of the cloud. */
function newLaptop(): { who: Person; cloud: string; container: string } {
  const who = person();
  const { cloud, auth } = parse(sandbox().configYaml);
  rmSync(who.configFile);
  const file = join(who.folder, 'cloud.yaml');
  writeFileSync(file, stringify({ cloud, auth }));
  const container = sandbox().blobEndpoint.replace('{account}', 'stcontosowe/apim-backups');
  return { who, cloud: file, container };
}

/** The storage account is failed over by its owner, as in the portal; waits until Azure is done. */
async function failOver(account: string): Promise<void> {
  const accounts = await arm().storageAccounts();
  const id = accounts.find(({ name }) => name === account)?.id ?? '';
  const { status } = await arm().send('POST', `${id}/failover?api-version=2023-05-01`);
  expect(status).toBe(202);
  await sandbox().control.advance({ seconds: 5 });
}

describe('a region outage', () => {
  it('is recovered from a laptop with nothing, in three lines and under a minute', async () => {
    const control = sandbox().control;
    await control.setAccount('stcontosowe', { defaultAction: 'Allow' });
    const before = inTheRegion();
    const made = await before.json('backup', 'contoso-prod', 'contoso-dr');
    expect(made.error).toBe(null);
    const source = await arm().names(services.prod, 'apis');
    expect(await arm().names(services.dr, 'apis')).not.toEqual(source);
    // The copy in the other region has caught up.
    await control.setReplication('stcontosowe', { lagSeconds: 0 });

    // 03:00. Everything of West Europe is gone; requests about it hang.
    await control.regionDown('westeurope', {
      arm: 'hang',
      gateway: 'hang',
      storage: 'refuse',
    });
    await failOver('stcontosowe');

    const { who, cloud, container } = newLaptop();
    const startedAt = performance.now();
    const begun = await who.json('init', '--from-storage', container, '--cloud', cloud);
    const page = await who.json('recover', 'contoso-prod');
    const restored = await who.json(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--confirm', 'contoso-dr'],
    );
    const inAzureMs = (restored.data.operations ?? [])
      .map(({ startedAt: from, endedAt }) => Date.parse(endedAt ?? '') - Date.parse(from ?? ''))
      .reduce((sum, ms) => sum + ms, 0);
    const ownMs = performance.now() - startedAt - inAzureMs;

    expect(begun.error).toBe(null);
    expect(page.error).toBe(null);
    const { diagnosis, ways } = recoveryOf(page);
    expect(diagnosis).toMatchObject({ kind: 'region-down', trouble: 'region' });
    expect(ways[0]).toMatchObject({ kind: 'wait', harm: 'none' });
    // No file told this laptop of a standby: what is of the same tier elsewhere is named.
    expect(ways.at(-1)).toMatchObject({
      kind: 'restore-elsewhere',
      command: expect.stringMatching(/^apim restore contoso-dr --from b\w+ --plan$/),
    });
    expect(restored.error).toBe(null);
    expect(restored.data.operations?.[0]).toMatchObject({ kind: 'restore', status: 'succeeded' });
    expect((await arm().names(services.dr, 'apis')).toSorted()).toEqual(source.toSorted());
    expect(ownMs).toBeLessThan(60_000);
  });

  it('is told by recover on the old laptop too, which begins with the standby', async () => {
    const control = sandbox().control;
    const who = person();
    expect((await who.json('backup', 'contoso-prod')).error).toBe(null);
    const healthy = recoveryOf(await who.json('recover', 'contoso-prod'));
    expect(healthy.diagnosis.kind).toBe('serving');
    expect(healthy.begin).toBe(null);

    await control.regionDown('westeurope');
    const partly = recoveryOf(await who.json('recover', 'contoso-prod'));
    const paying = await who.json('recover', 'contoso-pay');
    const { stdout, code } = await who.apim('recover', 'contoso-prod');
    await control.regionUp('westeurope');

    // contoso-prod has a second region, which serves on.
    expect(partly.diagnosis).toMatchObject({ kind: 'partly-serving', trouble: 'region' });
    expect(partly.diagnosis.serving).toHaveLength(1);
    expect(partly.ways.map(({ kind }) => kind)).toEqual(['wait', 'restore', 'restore-standby']);
    expect(recoveryOf(paying).diagnosis.kind).toBe('region-down');
    expect(code).toBe(0);
    expect(stdout).toContain('apim restore contoso-dr --from latest:contoso-prod');
  });
});

describe('a service that somebody deleted', () => {
  it('is offered to be undeleted first, and comes back with all it held', async () => {
    const who = person();
    const control = sandbox().control;
    const held = await arm().names(services.prod, 'apis');
    await control.deleteService('contoso-prod');

    const page = await who.json('recover', 'contoso-prod');
    expect(recoveryOf(page).diagnosis).toMatchObject({
      kind: 'deleted',
      purgeAt: expect.any(String),
    });
    expect(lineToBeginWith(page)).toEqual(['undelete', 'contoso-prod']);
    const services_ = await who.apim('services');
    const back = await who.json(...lineToBeginWith(page));
    const after = recoveryOf(await who.json('recover', 'contoso-prod'));

    expect(services_.stdout).toContain('undelete it until');
    expect(back.error).toBe(null);
    expect(back.data).toMatchObject({ done: true, sent: true, state: 'Succeeded' });
    expect(await arm().names(services.prod, 'apis')).toEqual(held);
    expect(after.diagnosis.kind).toBe('serving');
  });

  it('is undeleted once, though the answer is lost', async () => {
    const who = person();
    const control = sandbox().control;
    await control.deleteService('contoso-prod');
    await control.addFault({
      method: 'PUT',
      path: '/service/contoso-prod',
      play: { kind: 'reset', when: 'after' },
    });
    await control.clearRequests();

    const back = await who.json('undelete', 'contoso-prod');
    const puts = (await control.requests()).filter(({ method }) => method === 'PUT');

    expect(back.error).toBe(null);
    expect(puts).toHaveLength(1);
  });

  it('is refused to be undeleted once it is purged, in Azure’s words or in ours', async () => {
    const who = person();
    await sandbox().control.deleteService('contoso-dr', { purge: true });

    const refused = await who.json('undelete', 'contoso-dr');
    const page = await who.json('recover', 'contoso-dr');

    expect(refused).toMatchObject({ code: 5, error: { code: 'service-not-found' } });
    expect(recoveryOf(page).diagnosis.kind).toBe('gone');
  });
});
