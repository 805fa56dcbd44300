import type { Play } from '@lifeboat/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Lifeboat } from '../../packages/core/src/lifeboat.ts';
import type { Look } from '../../packages/core/src/ports/azure.ts';
import type { Loopback } from '../core/azure/transport/loopback.ts';
import { services, subscriptions } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { configureFleet, fleetName, openHere, operationsOf } from './fixtures/fleet.ts';
import { runProcess, startProcess } from './fixtures/processes.ts';
import { startStranger } from './fixtures/stranger.ts';

const where = inSandbox({ extraServices: 30, pageSize: 2 });
let person: Person;
let stranger: Loopback;
let lifeboat: Lifeboat;
let used = 0;

function nextService(): string {
  used += 1;
  return fleetName(used);
}

beforeAll(async () => {
  person = where.person();
  await configureFleet(where.sandbox(), person, 30);
  stranger = await startStranger(where.sandbox());
  lifeboat = await openHere(person);
});
afterEach(async () => {
  await where.sandbox().control.removeFaults();
  await where.sandbox().control.setOptions({ shape: 'location' });
  // Not a byte: a connection alone tells the stranger that somebody is there.
  expect(stranger.arrived.map(({ path, headers }) => [path, headers.authorization])).toEqual([]);
  expect(stranger.connections()).toBe(0);
});
afterAll(async () => {
  await lifeboat.close();
  await stranger.close();
});

const fast = () => ({ rate: 60, since: Date.now() });
const away = (status: number): Play => ({
  kind: 'status',
  status,
  headers: { location: `${stranger.origin}/elsewhere?sig=abc` },
  when: 'before',
});

describe('the stranger', () => {
  it('would be trusted and answered, if only its address were asked', async () => {
    const other = await startStranger(where.sandbox());
    person.configure((config) => {
      config.cloud.resourceManager = other.origin;
    });
    const { code } = await person.json('services');
    person.configure((config) => {
      config.cloud.resourceManager = where.sandbox().origin;
    });

    expect(other.arrived.some(({ headers }) => headers.authorization?.startsWith('Bearer '))).toBe(
      true,
    );
    expect(code).toBeTypeOf('number');
    await other.close();
  });
});

describe('an address of an operation that leads elsewhere', () => {
  it.each([
    ['Location', 'location', 'POST', '/backup'],
    ['Azure-AsyncOperation', 'azure-async-operation', 'POST', '/backup'],
    ['Location of a later answer', 'location', 'GET', '/+operationresults'],
  ] as const)(
    'is not asked, but named; the evidence tells the end: %s',
    async (_, shape, method, path) => {
      const name = nextService();
      const { control } = where.sandbox();
      await control.setOptions({ shape, backupSeconds: 3 });
      const play = { kind: 'foreign-location', origin: stranger.origin } as const;
      await control.addFault({ method, path: `/${name}${path}`, count: null, play });

      const running = startProcess(person, { line: `backup ${name}`, ...fast() });
      await running.said('"shown":["unknown"]');
      const status = await person.apim('status', name);
      const [unknown] = (await operationsOf(person)).filter(({ label }) => label === name);
      const done = await running.done;

      expect(unknown?.blind?.words).toContain(stranger.origin);
      expect(status.stdout.replaceAll(/\s+/g, ' ')).toContain(stranger.origin);
      expect(done.exit).toBe(0);
    },
  );

  it.each([301, 307])('is not asked when a redirect leads there: HTTP %i', async (code) => {
    const name = nextService();
    const { control } = where.sandbox();
    await control.setOptions({ backupSeconds: 2 });
    await control.addFault({ path: `/${name}/+operationresults`, count: null, play: away(code) });

    const done = await runProcess(person, { line: `backup ${name}`, ...fast() });

    expect(done.exit).toBe(0);
  });
});

describe('a redirect', () => {
  it.each([301, 307])(
    'of the POST is not followed, and leaves it unknown: HTTP %i',
    async (code) => {
      const name = nextService();
      const play = away(code);
      await where.sandbox().control.addFault({ method: 'POST', path: `/${name}/backup`, play });

      const done = await runProcess(person, { line: `backup ${name} --timeout 1m`, ...fast() });

      expect(done.exit).toBe(8);
      const [operation] = (await operationsOf(person)).filter(({ label }) => label === name);
      expect(operation?.status).toBe('unknown');
    },
  );

  it.each([301, 302, 303, 307, 308])(
    'of a read is refused with its address: HTTP %i',
    async (code) => {
      const name = nextService();
      await where
        .sandbox()
        .control.addFault({ path: `/${name}\\?`, count: null, play: away(code) });

      const refused = await person.json('backup', name);

      expect(refused).toMatchObject({ code: 7, error: { code: 'foreign-origin' } });
      expect(refused.error?.message).toContain(`${stranger.origin}/elsewhere`);
      expect(refused.error?.message).not.toContain('sig=');
    },
  );

  it.each([301, 307])('of the storage is refused with its address: HTTP %i', async (code) => {
    await where.sandbox().control.addFault({ front: 'storage', count: null, play: away(code) });
    const { blobs, storageAccounts } = lifeboat.ports.azure('default');
    const place = { account: 'stcontosodr', container: 'apim-backups', key: null };
    const { production } = subscriptions;
    const key = await storageAccounts.key({
      subscription: production,
      resourceGroup: 'rg-backup',
      account: 'stcontosodr',
    });
    const keyed = { ...place, key: key.seen ? key.value : null };
    expect(keyed.key).not.toBeNull();

    const looks: Look<unknown>[] = [
      await blobs.list(place, null),
      await blobs.head(place, 'a'),
      await blobs.readText(place, 'a'),
      await blobs.createText(place, 'a', '{}'),
      await blobs.list(keyed, null),
      await blobs.createText(keyed, 'a', '{}'),
    ];

    for (const look of looks) expectForeign(look);
  });

  it.each([302, 307, 308])('of the authority takes no secret along: HTTP %i', async (code) => {
    await where.sandbox().control.addFault({ path: 'oauth2', count: null, play: away(code) });

    const refused = await person.json('backup', nextService());

    expect(refused.code).not.toBe(0);
    expect(refused.error?.code).not.toBe('internal');
  });
});

describe('a list whose next page is elsewhere', () => {
  it('is not seen, and the address is named', async () => {
    const play = { kind: 'foreign-next-link', origin: stranger.origin } as const;
    await where.sandbox().control.addFault({ front: 'main', count: null, play });
    const {
      apiManagement,
      storageAccounts,
      subscriptions: all,
      activityLog,
    } = lifeboat.ports.azure('default');
    const subscription = subscriptions.production;
    const place = { subscription, resourceGroup: 'rg-backup', account: 'stcontosodr' };

    const looks: Look<unknown>[] = [
      await apiManagement.list({ subscription }),
      await apiManagement.list({ subscription, resourceGroup: 'rg-prod' }),
      await all.list(),
      await storageAccounts.list(subscription),
      await storageAccounts.containers(place),
      await activityLog.read({
        subscription,
        resourceGroup: 'rg-prod',
        resourceId: services.prod,
        from: Date.now() - 60_000,
        to: Date.now(),
      }),
    ];

    for (const look of looks) expectForeign(look);
  });

  it('ends a command with its address', async () => {
    const play = { kind: 'foreign-next-link', origin: stranger.origin } as const;
    await where.sandbox().control.addFault({ path: 'storageAccounts\\?', count: null, play });
    person.configure((config) => {
      config.storage.keyed = {
        account: 'stcontosodr',
        container: 'apim-backups',
        access: 'access-key',
        accessKey: 'from-azure',
        subscription: subscriptions.production,
      };
    });

    const refused = await person.json('backup', 'contoso-std');

    expect(refused).toMatchObject({ code: 7, error: { code: 'foreign-origin' } });
    expect(refused.error?.message).toContain(stranger.origin);
  });
});

function expectForeign(look: Look<unknown>): void {
  expect(look).toMatchObject({ seen: false, why: { kind: 'foreign-origin' } });
  expect(look.seen ? '' : look.why.words).toContain(stranger.origin);
}
