import { beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../../packages/core/src/commands/report.ts';
import { emptyConfiguration } from '../../../packages/core/src/config/load-configuration.ts';
import { blobName } from '../../../packages/core/src/domain/blob-name.ts';
import { notSeen } from '../../../packages/core/src/testing.ts';
import { lookAtService } from '../../../packages/core/src/workflows/look-at-service.ts';
import { type Recovery, recover } from '../../../packages/core/src/workflows/recover.ts';
import { refreshFleet } from '../../../packages/core/src/workflows/refresh-fleet.ts';
import { lifeboatOf, recordingDoor, runLine } from '../commands/run-line.ts';
import { type Company, company, place, runThrough } from './world.ts';

const never = (): Promise<never> => new Promise(() => undefined);
const hourMs = 3_600_000;

let one: Company;

/** A backup in the storage that was made so long ago. */
function putBackup(agoMs: number, service = 'contoso-prod'): string {
  const at = one.work.ports.clock.now() - agoMs;
  const name = blobName({ azureName: service, tier: 'Premium', region: 'westeurope', at });
  one.azure.putBlob(place, name, { createdAt: at });
  return name;
}

function look(wish: Partial<Parameters<typeof recover>[2]> = {}): Promise<Recovery> {
  const way = { access: null, clientId: null };
  return runThrough(one, recover(one.work, one.prod, { before: null, way, read: null, ...wish }));
}

const kinds = ({ ways }: Recovery): string[] => ways.map(({ kind }) => kind);
const commands = ({ ways }: Recovery): (string | null)[] => ways.map(({ command }) => command);
const homeGateway = 'https://contoso-prod-westeurope-01.regional.azure-api.net';

beforeEach(async () => {
  one = company();
  putBackup(3 * hourMs);
  putBackup(27 * hourMs);
  await refreshFleet(one.work);
});

describe('the 3 am page', () => {
  it('finds nothing wrong with a healthy service, and says how to go back', async () => {
    const page = await look();

    expect(page.diagnosis).toMatchObject({ kind: 'serving', trouble: null });
    expect(one.work.ports.gateway.asked).toEqual([homeGateway]);
    expect(kinds(page)).toEqual(['restore', 'restore', 'restore-standby']);
    const [newest, before] = (await one.work.ports.store.read())
      .all('backup')
      .toSorted((a, b) => b.createdAt - a.createdAt);
    expect(commands(page)).toEqual([
      `apim restore contoso-prod --from ${newest?.id}`,
      `apim restore contoso-prod --from ${before?.id}`,
      'apim restore contoso-dr --from latest:contoso-prod',
    ]);
  });

  it('says beforehand which ways want a second person', async () => {
    const careful = (environment: string | null): void => {
      const { configuration } = one.work;
      const environments = { restore: ['production'], undelete: ['production'] };
      const approvals = { ...configuration.approvals, environments };
      const services = configuration.services.map((each) =>
        each.id === one.dr.id ? { ...each, environment } : each,
      );
      one = {
        ...one,
        work: { ...one.work, configuration: { ...configuration, approvals, services } },
      };
    };
    const wanted = async () =>
      (await look()).ways.map(({ kind, costs }) => [kind, costs.includes('A second person')]);

    careful('standby');
    expect(await wanted()).toEqual([
      ['restore', true],
      ['restore', true],
      ['restore-standby', false],
    ]);
    careful('production');
    expect((await wanted()).at(-1)).toEqual(['restore-standby', true]);
    one.azure.deleteService(one.prod.resourceId);
    expect((await wanted())[0]).toEqual(['undelete', true]);
  });

  it('changes nothing in Azure and asks no gateway with a token', async () => {
    await look();

    expect(one.azure.calls('apiManagement.start')).toEqual([]);
    expect(one.azure.calls('apiManagement.undelete')).toEqual([]);
    expect(one.azure.calls('blobs.createText')).toEqual([]);
  });

  it('goes back to before a bad deployment', async () => {
    const page = await look({ before: one.work.ports.clock.now() - 4 * hourMs });

    expect(kinds(page)).toEqual(['restore', 'restore-standby']);
    expect(page.ways.map(({ backup }) => backup)).toEqual([
      page.ways[0]?.backup,
      page.ways[0]?.backup,
    ]);
    expect(commands(page)[1]).toBe(`apim restore contoso-dr --from ${page.ways[0]?.backup}`);
  });

  it('carries the checks of the plan: another tier, an open operation', async () => {
    one.azure.putService(one.dr.resourceId, { tier: 'Developer' });
    const page = await look();
    const standby = page.ways.find(({ kind }) => kind === 'restore-standby');

    expect(standby?.checks.find(({ name }) => name === 'same-tier')?.verdict).toBe('fail');
  });

  it('tells the time of past runs, the safety backup included', async () => {
    const { store } = one.work.ports;
    const { anOperation } = await import('../domain/build-records.ts');
    await store.update((draft) => {
      const own = { service: one.dr.id, startedAt: 0 };
      draft.put('operation', anOperation({ ...own, id: 'r', kind: 'restore', endedAt: 600_000 }));
      draft.put('operation', anOperation({ ...own, id: 'b', kind: 'backup', endedAt: 60_000 }));
    });
    const page = await look();

    expect(page.ways.find(({ kind }) => kind === 'restore-standby')?.expected).toEqual({
      medianMs: 660_000,
      shortestMs: 660_000,
      longestMs: 660_000,
      runs: 1,
    });
    expect(page.ways[0]?.expected).toBe(null);
  });
});

describe('a region that is down', () => {
  it('is drawn in seconds though everything there hangs, and begins with the standby', async () => {
    const { clock, gateway } = one.work.ports;
    const startedAt = clock.monotonic();
    const hang = async (perform: () => never, call: { about: string }): Promise<never> =>
      call.about === one.prod.resourceId ? never() : perform();
    one.azure.script(
      'apiManagement.get',
      ...Array.from({ length: 8 }, () => hang as () => Promise<never>),
    );
    gateway.answer(homeGateway, { kind: 'no-answer', words: 'connect ETIMEDOUT' });
    const page = await look();

    expect(clock.monotonic() - startedAt).toBeLessThanOrEqual(16_000);
    expect(page.diagnosis).toMatchObject({ kind: 'region-down', trouble: 'region' });
    expect(page.diagnosis.words).toContain('westeurope');
    expect(page.begin?.kind).toBe('restore-standby');
    expect(page.begin?.checks.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    const inPlace = page.ways.find(({ kind }) => kind === 'restore');
    expect(inPlace?.checks[0]).toMatchObject({ name: 'service-reachable', verdict: 'unknown' });
  });

  it('is over in seconds when all of Azure, the storage and the sign-in hang', async () => {
    const { clock } = one.work.ports;
    const many = Array.from({ length: 20 }, () => never);
    one.azure.script('apiManagement.get', ...many);
    one.azure.script('apiManagement.listDeleted', ...many);
    one.azure.script('subscriptions.list', ...many);
    one.azure.script('session.identity', ...many);
    one.azure.script('blobs.list', ...many);
    one.azure.script('blobs.head', ...many);
    one.work.ports.gateway.probe = never;
    const startedAt = clock.monotonic();
    const page = await look();

    expect(clock.monotonic() - startedAt).toBeLessThanOrEqual(16_000);
    expect(page.diagnosis).toMatchObject({ kind: 'blind', trouble: 'network' });
    // From memory alone: the backups are known, and how old that is.
    expect(kinds(page)).toEqual(['wait', 'restore', 'restore', 'restore-standby']);
    expect(page.storageProblem).toContain('no answer within 8 seconds');
    expect(page.storageReadAt).not.toBe(null);
    expect(page.facts.remembered).toMatchObject({ tier: 'Premium', region: 'westeurope' });
  });

  it('holds up the fleet for seconds only', async () => {
    const { clock } = one.work.ports;
    one.azure.script('apiManagement.get', never);
    const startedAt = clock.monotonic();
    const { services } = await runThrough(one, refreshFleet(one.work));

    expect(clock.monotonic() - startedAt).toBe(15_000);
    expect(services.map(({ problem }) => problem?.code ?? null)).toEqual([
      'azure-unreachable',
      null,
    ]);
  });

  it('waits where another region serves', async () => {
    const eastus = 'https://contoso-prod-eastus-01.regional.azure-api.net';
    one.azure.putService(one.prod.resourceId, {
      regions: ['eastus'],
      gateways: [
        { region: 'westeurope', url: homeGateway },
        { region: 'eastus', url: eastus },
      ],
    });
    await lookAtService(one.work, one.prod);
    one.azure.refuse('apiManagement.get', 'error', {
      when: ({ about }) => about === one.prod.resourceId,
    });
    one.work.ports.gateway.answer(homeGateway, { kind: 'no-answer', words: 'ECONNRESET' });
    const page = await look();

    expect(page.diagnosis).toMatchObject({ kind: 'partly-serving', serving: ['eastus'] });
    expect(page.begin?.kind).toBe('wait');
    expect(one.work.ports.gateway.asked).toContain('https://contoso-prod.azure-api.net');
  });

  it('asks no gateway of before that the service has no longer', async () => {
    one.azure.putService(one.prod.resourceId, {
      gateways: [{ region: 'westeurope', url: 'https://new.example' }],
    });
    const page = await look();

    expect(page.facts.gateways.map(({ url }) => url)).toEqual(['https://new.example']);
  });
});

describe('a deleted service', () => {
  it('is undeleted first, with its deadline, which the store keeps', async () => {
    one.azure.deleteService(one.prod.resourceId);
    one.work.ports.gateway.answer(homeGateway, { kind: 'answered', status: 404, ms: 3 });
    const page = await look();

    expect(page.diagnosis.kind).toBe('deleted');
    expect(kinds(page)).toEqual(['undelete', 'restore-standby']);
    expect(page.begin).toMatchObject({ command: 'apim undelete contoso-prod', harm: 'none' });
    const seen = (await one.work.ports.store.read()).get('service', one.prod.id);
    expect(seen).toMatchObject({
      exists: false,
      purgeAt: one.work.ports.clock.now() + 48 * hourMs,
    });
  });

  it('is told by its verdict until when it can be undeleted, and not after', async () => {
    one.azure.deleteService(one.prod.resourceId);
    const lifeboat = lifeboatOf(one);
    const words = async (line: string): Promise<string> =>
      JSON.stringify((await runLine(lifeboat, line)).blocks);

    expect(await words('services')).toContain('undelete it until 25 Nov 03:00 UTC');
    await one.work.ports.clock.advance(49 * hourMs);
    expect(await words('status')).toContain('Azure says that it does not exist.');
  });

  it('that was purged is made again, or restored into the standby', async () => {
    one.azure.removeService(one.prod.resourceId);
    const page = await look();

    expect(page.diagnosis.kind).toBe('gone');
    expect(kinds(page)).toEqual(['restore-standby', 'recreate']);
    expect(commands(page)[1]).toMatch(/^apim restore contoso-prod --from b/);
  });

  it('is found though the list alone answers', async () => {
    one.azure.deleteService(one.prod.resourceId);
    one.azure.refuse('apiManagement.get', 'error');

    expect((await look()).diagnosis.kind).toBe('deleted');
  });
});

describe('what keeps us from seeing', () => {
  it('is the sign-in, with the line that helps', async () => {
    const refused = notSeen('not-signed-in', { words: 'nobody is signed in', remedy: 'az login' });
    one.azure.script('apiManagement.get', ...Array.from({ length: 8 }, () => refused));
    const page = await look();

    expect(page.diagnosis).toMatchObject({
      kind: 'serving',
      trouble: 'sign-in',
      remedy: 'az login',
    });
  });

  it('stops with the person', async () => {
    one.azure.script('apiManagement.get', never, never, never, never);
    const stop = new AbortController();
    const way = { access: null, clientId: null };
    const page = recover(one.work, one.prod, { before: null, way, read: null }, stop.signal);
    stop.abort(new Error('ctrl-c'));

    await expect(page).rejects.toThrow('ctrl-c');
  });
});

describe('from nothing', () => {
  const resourceId = (): string => one.prod.resourceId;
  const url = 'https://stcontosodr.blob.core.windows.net/apim-backups';

  function newLaptop() {
    const fresh = company();
    const work = { ...fresh.work, configuration: emptyConfiguration() };
    one = { ...fresh, work };
    return lifeboatOf(one, { configuration: work.configuration });
  }

  const run = (lifeboat: ReturnType<typeof lifeboatOf>, line: string): Promise<Report> =>
    runThrough(one, runLine(lifeboat, line, { door: recordingDoor() }));

  it('reads the container that is named, and offers the backups by their addresses', async () => {
    const lifeboat = newLaptop();
    const name = putBackup(3 * hourMs);
    one.azure.deleteService(resourceId());
    const { data, error } = await run(
      lifeboat,
      `recover ${resourceId()} --from-storage ${url} --access user-identity --client-id abc`,
    );

    expect(error).toBe(null);
    expect(data).toMatchObject({ service: 'contoso-prod', diagnosis: { kind: 'deleted' } });
    expect(data.ways).toMatchObject([
      { kind: 'undelete', command: `apim undelete ${resourceId()}`, possible: true },
    ]);
    one.azure.putService(resourceId());
    const back = await run(lifeboat, `recover ${resourceId()}`);
    expect(back.data.ways).toMatchObject([
      {
        kind: 'restore',
        command: `apim restore ${resourceId()} --from ${url}/${name} --access system-identity`,
      },
    ]);
  });

  it('says which lines lead on, where no backup is known', async () => {
    const { blocks, error } = await run(newLaptop(), `recover ${resourceId()}`);
    const lines = blocks.flatMap((block) => (block.kind === 'command' ? [block.line] : []));

    expect(error).toBe(null);
    expect(lines).toEqual([
      'apim init --from-storage CONTAINER-URL',
      `apim recover ${resourceId()} --from-storage CONTAINER-URL`,
      'apim restore TARGET-RESOURCE-ID --from BLOB-URL --access system-identity',
    ]);
  });

  it('says so where a name means nothing yet', async () => {
    await expect(run(newLaptop(), 'recover contoso-prod')).rejects.toMatchObject({
      code: 'config-missing',
      hint: expect.stringContaining('apim init --from-storage'),
    });
  });

  it('fails, with the page all the same, where nothing could be said at all', async () => {
    const lifeboat = newLaptop();
    for (const name of ['apiManagement.get', 'apiManagement.listDeleted'] as const)
      one.azure.refuse(name, 'no-network');
    one.azure.refuse('subscriptions.list', 'no-network');
    const { error, data } = await run(lifeboat, `recover ${resourceId()}`);

    expect(error).toMatchObject({ code: 'azure-unreachable' });
    expect(data).toMatchObject({ diagnosis: { kind: 'blind', trouble: 'network' } });
  });

  it('offers services of the tier elsewhere where no standby is known, with the plan only', async () => {
    one.work.configuration.services.splice(0, 1, { ...one.prod, standby: null });
    const page = await runThrough(
      one,
      recover(
        one.work,
        { ...one.prod, standby: null },
        { before: null, way: { access: null, clientId: null }, read: null },
      ),
    );

    expect(page.ways.at(-1)).toMatchObject({
      kind: 'restore-elsewhere',
      command: expect.stringMatching(/^apim restore contoso-dr --from b\w+ --plan$/),
    });
  });

  it('offers none in the region that is in trouble itself', async () => {
    one.azure.putService(one.dr.resourceId, { region: 'westeurope' });
    await lookAtService(one.work, one.dr);
    const alone = { ...one.prod, standby: null };
    const way = { access: null, clientId: null };
    const page = await runThrough(one, recover(one.work, alone, { before: null, way, read: null }));

    expect(kinds(page)).toEqual(['restore', 'restore']);
  });
});
