import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Arm } from '../harness/arm.ts';
import { serviceId } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { configureFleet, fleetName, operationsOf, startsSeen } from './fixtures/fleet.ts';
import { runProcess } from './fixtures/processes.ts';

const where = inSandbox({ extraServices: 30 });
let person: Person;
let arm: Arm;
let source: string;
let backup: string;
let used = 0;

function nextService(): string {
  used += 1;
  return fleetName(used);
}

const idOf = (name: string): string => serviceId('platform', 'rg-fleet', name);
const day = 86_400_000;

beforeAll(async () => {
  person = where.person();
  arm = where.arm();
  await configureFleet(where.sandbox(), person, 30);
  source = nextService();
  backup = (await person.json('backup', source)).data.operations?.[0]?.backup ?? '';
});
afterAll(async () => {
  const requests = await where.sandbox().control.requests();
  const removals = requests.filter(
    ({ method, path }) => method === 'DELETE' || /comp=(delete|undelete)/.test(path),
  );
  expect(removals).toEqual([]);
});

/** A service with an API that only it has. */
async function target(): Promise<[name: string, api: string]> {
  const name = nextService();
  const api = `only-in-${name}`;
  const entity = { properties: { displayName: api, path: api } };
  await where
    .sandbox()
    .control.call('PUT', `/world/services/${name}/configuration/apis/${api}`, entity);
  return [name, api];
}

async function sentTo(name: string): Promise<string[]> {
  const posts = (await startsSeen(where.sandbox())).filter(({ path }) =>
    path.includes(`/${name}/`),
  );
  return posts.map(({ path }) => /\/(backup|restore)\?/.exec(path)?.[1] ?? '');
}

/** The words of a command line that was shown, as a shell would take it apart. */
function wordsOf(line: string): string[] {
  const [program, ...words] = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  expect(program, line).toBe('apim');
  return words;
}

/** The command line in a hint that goes on without a safety backup. */
function shownIn(hint: string | null | undefined): string {
  return (
    /apim restore .*--no-safety-backup --reason "[^"]*"/.exec(hint ?? '')?.[0] ?? `no line: ${hint}`
  );
}

/** Runs a command line that was shown, as a person who copies it would. */
function runShown(line: string, ...more: string[]) {
  return person.json(...wordsOf(line), ...more);
}

describe('a restore', () => {
  it('backs its target up first, and shows the one command that puts it back', async () => {
    const [name, api] = await target();

    const done = await person.json('restore', name, '--from', backup, '--confirm', name);
    const replaced = await arm.names(idOf(name), 'apis');
    const putBack = String(done.data.putBack);
    const back = await runShown(putBack, '--confirm', name);

    expect(done.code).toBe(0);
    expect((await sentTo(name)).slice(0, 2)).toEqual(['backup', 'restore']);
    expect(replaced).not.toContain(api);
    expect(back.code).toBe(0);
    expect(await arm.names(idOf(name), 'apis')).toContain(api);
  });

  it('shows that command to people too, also when the restore itself failed', async () => {
    const [name, api] = await target();
    const failure = { kind: 'Restore', status: 400, code: 'RestoreFailed', message: 'Half way.' };
    await where.sandbox().control.call('POST', `/world/services/${name}/failures`, failure);

    const failed = await person.apim('restore', name, '--from', backup, '--confirm', name);

    expect(failed.code).toBe(1);
    const line = /apim restore \S+ --from \S+/.exec(failed.stdout + failed.stderr)?.[0] ?? '';
    expect((await runShown(line, '--confirm', name)).code).toBe(0);
    expect(await arm.names(idOf(name), 'apis')).toContain(api);
  });

  it('leaves the safety backup out of what "latest" means', async () => {
    const { data } = await person.json('backups', source);
    const done = await person.json('restore', source, '--from', backup, '--confirm', source);
    const plan = await person.json('restore', source, '--from', `latest:${source}`, '--plan');

    expect(done.code).toBe(0);
    expect(data.backups?.map(({ id }) => id)).toEqual([backup]);
    expect(plan.data.plans).toMatchObject([{ from: { backup } }]);
  });

  it('is made without one only for a reason', async () => {
    const [name, api] = await target();

    const refused = await person.json(
      'restore',
      name,
      '--from',
      backup,
      '--confirm',
      name,
      '--no-safety-backup',
    );

    expect(refused.code).toBe(2);
    expect(await sentTo(name)).toEqual([]);
    expect(await arm.names(idOf(name), 'apis')).toContain(api);
  });

  it('says first when safety backup and restore would outlast the backup', async () => {
    const name = nextService();
    const line = `restore ${name} --from ${backup} --plan`;

    const early = await runProcess(person, { line });
    const late = await runProcess(person, { line, offsetMs: 30 * day - 60_000 });

    const timeLeft = (done: typeof early) =>
      done.answer?.data.plans?.[0]?.checks.find((check) => check.name === 'time-left')?.verdict;
    expect([timeLeft(early), timeLeft(late)]).toEqual(['pass', 'warn']);
    const check = late.answer?.data.plans?.[0]?.checks.find((each) => each.name === 'time-left');
    expect(check?.remedy).toContain('--no-safety-backup');
  });
});

describe('when the safety backup does not succeed', () => {
  const failure = { kind: 'Backup', status: 400, code: 'BackupFailed', message: 'No room.' };
  const { control } = { control: () => where.sandbox().control };
  const ways: [string, (name: string) => Promise<unknown>][] = [
    ['it fails', (name) => control().call('POST', `/world/services/${name}/failures`, failure)],
    [
      'Azure refuses it',
      (name) =>
        control().call('POST', `/world/services/${name}/failures`, { ...failure, at: 'post' }),
    ],
    [
      'Azure throttles it away',
      (name) => {
        const play = { kind: 'status', status: 429, headers: { 'retry-after': '0' } } as const;
        return control().addFault({ path: `/${name}/backup`, count: 5, play });
      },
    ],
    [
      'the service cannot be read again for it',
      (name) => {
        const play = { kind: 'status', status: 403, headers: { 'x-ms-request-id': 'r' } } as const;
        return control().addFault({ method: 'GET', path: `/${name}\\?`, nth: 2, count: 1, play });
      },
    ],
    [
      'others keep the service busy by then',
      (name) => {
        const busy = { properties: { provisioningState: 'Updating' } };
        return control()
          .call('GET', `/world/services/${name}`)
          .then(async () => {
            const { body } = await arm.send('GET', `${idOf(name)}?api-version=2024-05-01`);
            const resource = body as { properties: object };
            const changed = {
              ...resource,
              properties: { ...resource.properties, ...busy.properties },
            };
            const play = {
              kind: 'status',
              status: 200,
              headers: { 'x-ms-request-id': 'r' },
              body: changed,
            } as const;
            return control().addFault({
              method: 'GET',
              path: `/${name}\\?`,
              nth: 2,
              count: 1,
              play,
            });
          });
      },
    ],
  ];

  it.each(ways)('nothing is restored, and the command to go on works: %s', async (_, spoil) => {
    const [name, api] = await target();
    await spoil(name);

    const refused = await person.json('restore', name, '--from', backup, '--confirm', name);
    const untouched = await arm.names(idOf(name), 'apis');
    const sent = await sentTo(name);
    const line = shownIn(refused.error?.hint);
    const gone = await runShown(line, '--confirm', name);

    expect(refused).toMatchObject({ code: 7, error: { code: 'safety-backup-failed' } });
    expect(sent).not.toContain('restore');
    expect(untouched).toContain(api);
    expect(
      (await operationsOf(person)).find((each) => each.label === name && each.kind === 'restore')
        ?.status,
    ).toBe('not-started');
    expect(gone.code).toBe(0);
    expect(await arm.names(idOf(name), 'apis')).not.toContain(api);
  });
});

describe('on a new machine, where nothing is configured', () => {
  it('the commands that go on, and that put back, work as they are shown', async () => {
    const [name, api] = await target();
    const made = (await operationsOf(person)).find((each) => each.backup === backup);
    const newcomer = where.person();
    newcomer.configure((config) => {
      config.services = {};
      config.storage = {};
    });
    const from = ['--from', made?.blobUrl ?? '', '--access', 'system-identity'];
    const confirm = ['--confirm', name];
    await where
      .sandbox()
      .control.call('POST', `/world/services/${name}/failures`, { kind: 'Backup' });

    const refused = await newcomer.json('restore', idOf(name), ...from, ...confirm);
    const goOn = shownIn(refused.error?.hint);
    const gone = await newcomer.json(...wordsOf(goOn), ...confirm);
    const again = await newcomer.json('restore', idOf(name), ...from, ...confirm);
    const back = await newcomer.json(...wordsOf(String(again.data.putBack)), ...confirm);

    expect(refused.error?.code).toBe('safety-backup-failed');
    expect([gone.code, again.code, back.code]).toEqual([0, 0, 0]);
    expect(await arm.names(idOf(name), 'apis')).not.toContain(api);
  });
});

describe('records', () => {
  it('that are noted, looked after or lost altogether take no blob with them', async () => {
    const before = (await where.sandbox().control.requests()).length;
    await person.json('note', backup, 'keep this one');
    await person.json('reconcile');
    await person.json('show', backup, '--verify');
    for (const file of ['store.json', 'store.json.last', 'audit.jsonl']) {
      rmSync(join(person.stateDir, file), { force: true });
    }
    await person.json('reconcile');

    expect((await person.json('show', backup, '--verify')).code).toBe(0);
    const requests = (await where.sandbox().control.requests()).slice(before);
    const changes = requests.filter(
      ({ front, method }) => front === 'storage' && method !== 'GET' && method !== 'HEAD',
    );
    expect(changes).toEqual([]);
  });
});
