import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { configureFleet, fleetName, openHere } from './fixtures/fleet.ts';
import { startProcess } from './fixtures/processes.ts';

const where = inSandbox({ extraServices: 30 });
let person: Person;
/** By what they are: everything that proves somebody to somebody in this file. */
let secrets: [what: string, value: string][];
let used = 0;

function nextService(): string {
  used += 1;
  return fleetName(used);
}

beforeAll(async () => {
  const sandbox = where.sandbox();
  const keys = await where.arm().accountKeys('stcontosodr');
  const { token } = await sandbox.control.token({
    principal: 'lifeboat-restore',
    audience: 'https://management.azure.com',
  });
  secrets = [
    ['the client secret', sandbox.environment.AZURE_CLIENT_SECRET ?? ''],
    ['a token', token],
    ...keys.map((key, index): [string, string] => [`access key ${index + 1}`, key]),
  ];
  person = where.person({ STORAGE_KEY: keys[1] ?? '' });
  await configureFleet(sandbox, person, 30);
  person.configure((config) => {
    config.storage.fromEnvironment = {
      ...config.storage.keyed,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own notation
      accessKey: '${STORAGE_KEY}',
    };
    for (const [name, service] of Object.entries(config.services)) {
      if (name.startsWith('fleet-'))
        service.storage = used++ % 2 === 0 ? 'keyed' : 'fromEnvironment';
    }
    used = 0;
  });
});

/** A secret in every form in which it might be written down. */
function formsOf(value: string): string[] {
  const url = encodeURIComponent(value);
  return [
    value,
    url,
    url.replaceAll(/%../g, (each) => each.toLowerCase()),
    encodeURIComponent(url),
    new URLSearchParams([['', value]]).toString().slice(1),
    Buffer.from(value).toString('base64').replace(/=+$/, ''),
    Buffer.from(value).toString('base64url'),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll('/', '\\/'),
    value.replaceAll('+', '\\u002b').replaceAll('/', '\\u002f').replaceAll('=', '\\u003d'),
  ];
}

/** Where one of the secrets stands. */
function leaks(texts: readonly { name: string; text: string }[]): string[] {
  return texts
    .filter(({ name }) => !name.endsWith('/tokens.json'))
    .flatMap(({ name, text }) =>
      secrets
        .filter(([, value]) => formsOf(value).some((form) => text.includes(form)))
        .map(([what]) => `${what} in ${name}`),
    );
}

/** Every blob of the container with its text, but for the backups, which are Azure's own. */
async function companions(): Promise<{ name: string; text: string }[]> {
  const lifeboat = await openHere(person);
  const { blobs } = lifeboat.ports.azure('default');
  const place = { account: 'stcontosodr', container: 'apim-backups', key: null };
  const list = await blobs.list(place, null);
  const texts: { name: string; text: string }[] = [];
  for (const { name } of list.seen ? list.value : []) {
    if (!name.endsWith('.json')) continue;
    const text = await blobs.readText(place, name);
    texts.push({ name: `the blob ${name}`, text: text.seen ? text.value : '' });
  }
  await lifeboat.close();
  return texts;
}

/** Words of Azure that hold every secret in the forms in which a service would echo it. */
function indiscreet(): string {
  const said = secrets.flatMap(([, value]) => formsOf(value).slice(0, 3));
  return `The request {"accessKey":"${secrets.at(-1)?.[1]}"} with ${said.join(' and ')} was refused.`;
}

describe('backups and restores with an access key', () => {
  it('write no secret anywhere, whoever told the key', async () => {
    const [one, two] = [nextService(), nextService()];

    const made = await person.json('backup', one);
    const other = await person.json('backup', two);
    const backup = made.data.operations?.[0]?.backup ?? '';
    const restored = await person.json('restore', two, '--from', backup, '--confirm', two);
    const ways = [
      ['status'],
      ['backups'],
      ['show', backup],
      ['audit'],
      ['paths'],
      ['doctor', one],
      ['whoami'],
      ['reconcile'],
    ];
    for (const words of ways) {
      await person.apim(...words);
      await person.apim(...words, '--json');
    }
    const plan = await person.apim('restore', two, '--from', backup, '--plan');
    const written = await companions();

    expect([made.code, other.code, restored.code]).toEqual([0, 0, 0]);
    expect(plan.code).toBe(0);
    expect(written.length).toBeGreaterThanOrEqual(3);
    expect(leaks([...person.leftBehind(), ...written])).toEqual([]);
    const files = person.leftBehind().map(({ name }) => name.split('/').at(-1));
    expect(files).toEqual(
      expect.arrayContaining(['store.json', 'store.json.last', 'audit.jsonl', 'log']),
    );
  });
});

describe('Azure’s own words, when they hold a secret', () => {
  it.each([
    ['in the refusal of a POST', 'post', 400],
    ['in a refusal for want of a right', 'post', 403],
    ['in the failure of an operation', 'poll', 400],
  ])('are hidden before they are kept or shown: %s', async (_, at, status) => {
    const [one, two] = [nextService(), nextService()];
    const failure = { at, status, code: 'BackupFailed', message: indiscreet() };
    for (const name of [one, two]) {
      await where.sandbox().control.call('POST', `/world/services/${name}/failures`, failure);
    }

    const failed = await person.json('backup', one);
    const forPeople = await person.apim('backup', two);

    expect(failed.error?.azure?.message).toContain('The request');
    expect(forPeople.stdout + forPeople.stderr).toContain('was refused');
    expect(leaks([{ name: 'the error', text: JSON.stringify(failed.error) }])).toEqual([]);
    await person.apim('status');
    await person.apim('audit', '--json');
    expect(leaks(person.leftBehind())).toEqual([]);
  });

  it('are hidden where a read is refused, and where the answer is a page', async () => {
    const name = nextService();
    const { control } = where.sandbox();
    const plays = [
      { status: 403, body: { error: { code: 'AuthorizationFailed', message: indiscreet() } } },
      { status: 500, body: indiscreet() },
      { status: 502, body: `<html>${indiscreet()}</html>` },
      {
        status: 302,
        headers: {
          location: `https://x.example/?sig=${encodeURIComponent(secrets[2]?.[1] ?? '')}`,
        },
      },
    ];
    for (const play of plays) {
      const id = await control.addFault({
        path: `/${name}`,
        count: null,
        play: { kind: 'status', ...play },
      });
      await person.json('backup', name, '--plan');
      await person.apim('doctor', name);
      await control.call('DELETE', `/faults/${id}`);
    }
    const id = await control.addFault({
      path: 'listKeys',
      play: { kind: 'status', ...plays[0], status: 403 },
    });
    await person.json('backup', name);
    await control.call('DELETE', `/faults/${id}`);

    expect(leaks(person.leftBehind())).toEqual([]);
  });

  it('are hidden where the answer to the POST was lost in a page', async () => {
    const name = nextService();
    const play = { kind: 'status', status: 502, body: indiscreet(), when: 'after' } as const;
    await where.sandbox().control.addFault({ method: 'POST', path: `/${name}/backup`, play });

    await person.apim('backup', name, '--timeout', '1s');
    await person.apim('status', name);

    expect(leaks(person.leftBehind())).toEqual([]);
  });
});

describe('a sign-in', () => {
  it('that is refused tells no secret', async () => {
    const { control } = where.sandbox();
    await control.setCredentials({ principal: 'lifeboat-restore', secrets: ['another-secret'] });
    const refused = await person.json('backup', nextService());
    const secret = where.sandbox().environment.AZURE_CLIENT_SECRET ?? '';
    await control.setCredentials({ principal: 'lifeboat-restore', secrets: [secret] });

    expect(refused.code).toBe(4);
    expect(leaks(person.leftBehind())).toEqual([]);
  });

  it('of a person is kept for them alone: files 0600 in a folder 0700', async () => {
    const { control } = where.sandbox();
    const somebody = where.person();
    somebody.configure((config) => {
      config.auth = {
        method: 'device-code',
        tenantId: config.auth.tenantId,
        clientId: config.auth.clientId,
      };
    });
    await control.autoApprove('ana@contoso.com');
    const signedIn = await somebody.apim('login');
    await control.autoApprove(null);
    const who = await somebody.json('whoami');

    expect(signedIn.code, signedIn.stderr).toBe(0);
    expect(JSON.stringify(who.data)).toContain('ana@contoso.com');
    const kept = somebody.leftBehind().filter(({ text }) => /eyJ[\w-]{8,}\.[\w-]{8,}\./.test(text));
    expect(kept.length).toBeGreaterThan(0);
    for (const { name } of kept) {
      expect((statSync(name).mode & 0o777).toString(8), name).toBe('600');
      expect((statSync(dirname(name)).mode & 0o777).toString(8), name).toBe('700');
    }
    const out = await somebody.apim('logout');
    expect(out.code).toBe(0);
    expect(
      somebody.leftBehind().filter(({ text }) => /eyJ[\w-]{8,}\.[\w-]{8,}\./.test(text)),
    ).toEqual([]);
  });
});

describe('a running process', () => {
  it('shows no secret in its title or command line', async () => {
    const stop = { step: 'answer-written', signal: 'SIGSTOP' as const };
    const running = startProcess(person, { line: `backup ${nextService()}`, stop });
    await running.said('answer-written');
    const read = (name: string): string => readFileSync(`/proc/${running.pid}/${name}`, 'latin1');

    expect(leaks([{ name: 'its title', text: read('comm') + read('cmdline') }])).toEqual([]);
    running.resume();
    expect((await running.done).exit).toBe(0);
  });
});

describe('the files of Lifeboat', () => {
  it('are for their owner alone', () => {
    for (const { name } of person
      .leftBehind()
      .filter((each) => each.name.startsWith(person.stateDir))) {
      expect((statSync(name).mode & 0o077).toString(8), name).toBe('0');
    }
    expect(statSync(person.stateDir).mode & 0o777).toBe(0o700);
  });
});
