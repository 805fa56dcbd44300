import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { start } from '../harness/programs.ts';

const { sandbox, person } = inSandbox({ deviceCodeIntervalSeconds: 1 });

let ana: Person;

beforeAll(() => {
  ana = person();
});

/** Somebody who signs in by a device code. */
function devicePerson(): Person {
  const who = person();
  who.configure((config) => {
    config.auth = { method: 'device-code', tenantId: config.auth.tenantId };
  });
  return who;
}

describe('who one is', () => {
  it('is told with tenant, method and until when', async () => {
    const { code, data } = await ana.json('whoami');

    expect(code).toBe(0);
    expect(data.signIns).toMatchObject([
      {
        name: 'default',
        method: 'client-secret',
        tenantId: sandbox().workloadEnvironment.AZURE_TENANT_ID,
        who: sandbox().workloadEnvironment.AZURE_CLIENT_ID,
        expiresAt: expect.stringMatching(/Z$/),
      },
    ]);
  });

  it('is chosen by login with a device code; a new process asks nothing; logout forgets', async () => {
    const who = devicePerson();
    const before = await who.json('whoami');
    const login = who.start('login');
    await login.said('enter the code');
    const [device] = await sandbox().control.devices();
    await sandbox().control.decideDevice(device?.userCode ?? '', 'raj@contoso.com');
    const signedIn = await login.ended;
    const after = await who.json('whoami');
    const made = await who.json('backup', 'contoso-dev');
    const out = await who.json('logout');
    const gone = await who.json('whoami');

    expect(before).toMatchObject({ code: 4, error: { code: 'not-signed-in' } });
    expect(before.error?.hint).toContain('apim login');
    expect(signedIn).toMatchObject({ code: 0, stdout: expect.stringContaining('raj@contoso.com') });
    expect(signedIn.stderr).toContain(device?.userCode);
    expect(after.data.signIns).toMatchObject([{ who: 'raj@contoso.com', method: 'device-code' }]);
    expect(made.code).toBe(0);
    expect(out.code).toBe(0);
    expect(gone.code).toBe(4);
  });

  it('keeps what login got for this account alone', async () => {
    const who = devicePerson();
    await sandbox().control.autoApprove('ana@contoso.com');
    await who.json('login');
    await sandbox().control.autoApprove(null);

    await who.json('services');
    const { data } = await who.json('paths');
    const kept = readdirSync(String(data.tokenCache)).map((name) =>
      join(String(data.tokenCache), name),
    );

    expect(kept).toHaveLength(1);
    for (const file of [...kept, data.store, data.audit]) {
      expect(statSync(String(file)).mode & 0o777).toBe(0o600);
    }
    for (const folder of [data.tokenCache, data.stateFolder]) {
      expect(statSync(String(folder)).mode & 0o777).toBe(0o700);
    }
  });

  it('exits 4 when the device’s code is declined', async () => {
    const login = devicePerson().start('login', '--json');
    await login.said('enter the code');
    const [device] = await sandbox().control.devices();
    await sandbox().control.decideDevice(device?.userCode ?? '', null);
    const { code, stdout } = await login.ended;

    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'not-signed-in' } });
  });
});

describe('a sign-in that ends while an operation runs', () => {
  it('keeps the operation open and shows the command; after it following goes on', async () => {
    const who = devicePerson();
    await sandbox().control.autoApprove('raj@contoso.com');
    await who.json('login');
    await sandbox().control.setOptions({ backupSeconds: 3 });
    const { data } = await who.json('backup', 'contoso-pay', '--no-wait');
    await sandbox().control.revoke({
      principal: 'raj@contoso.com',
      interaction: true,
      everyClient: true,
    });
    const following = who.start('follow', '--json');
    await following.said('apim login');
    following.signal('SIGINT');
    const lost = await following.ended;
    const open = await who.json('status');
    await who.json('login');
    const found = await who.json('follow');
    await sandbox().control.setOptions({ backupSeconds: 1 });
    await sandbox().control.autoApprove(null);

    expect(lost.code).toBe(130);
    expect(open.data.operations).toMatchObject([{ id: data.operations?.[0]?.id }]);
    expect(open.data.operations?.[0]?.status).not.toBe('failed');
    expect(found.data.operations).toMatchObject([{ status: 'succeeded' }]);
  });
});

describe('doctor', () => {
  it('says that everything is there', async () => {
    const { code, data } = await ana.json('doctor');
    const names = new Set(data.checks?.map(({ name }) => name));

    expect(code).toBe(0);
    expect([...names]).toEqual(
      expect.arrayContaining([
        'configuration',
        'local-disk',
        'sign-in',
        'clock',
        'service-reachable',
        'storage-reachable',
      ]),
    );
  });

  it.each([
    {
      what: 'the sign-in',
      environment: { AZURE_CLIENT_SECRET: 'wrong' },
      change: {},
      name: 'sign-in',
      code: 4,
    },
    {
      what: 'a container',
      environment: {},
      change: { container: 'not-there' },
      name: 'storage-reachable',
      code: 5,
    },
  ])(
    'names what is wrong with $what, and the remedy',
    async ({ environment, change, name, code }) => {
      const who = person(environment);
      who.configure((config) => {
        config.storage.main = { ...config.storage.main, ...change };
      });

      const { code: exit, data } = await who.json('doctor', 'contoso-prod');
      const failed = data.checks?.find((check) => check.name === name);

      expect(failed).toMatchObject({ verdict: 'fail', remedy: expect.any(String) });
      expect(exit).toBe(code);
    },
  );

  it('works, and says so, with a configuration that cannot be read', async () => {
    const who = person();
    writeFileSync(who.configFile, 'services: [');

    for (const words of [[], ['contoso-prod']]) {
      const { code, data, error } = await who.json('doctor', ...words);

      expect(code).toBe(9);
      expect(error?.code).toBe('config-invalid');
      expect(data.checks?.find(({ name }) => name === 'configuration')?.verdict).toBe('fail');
    }
    expect((await who.json('paths')).code).toBe(0);
  });

  it('notices a clock that is wrong', async () => {
    await sandbox().control.advance({ minutes: 20 });
    const { data } = await ana.json('doctor', 'contoso-prod');

    expect(data.checks?.find(({ name }) => name === 'clock')?.verdict).not.toBe('pass');
  });
});

describe('this machine', () => {
  it('tells where its files are', async () => {
    const { data } = await ana.json('paths');

    expect(data).toMatchObject({
      configuration: ana.configFile,
      stateFolder: ana.stateDir,
      store: join(ana.stateDir, 'store.json'),
      audit: join(ana.stateDir, 'audit.jsonl'),
    });
  });

  it.each(['bash', 'zsh', 'fish'])('prints the completion of %s', async (shell) => {
    const plain = await ana.apim('completion', shell);
    const { data } = await ana.json('completion', shell);

    expect(plain).toMatchObject({ code: 0, stderr: '' });
    expect(plain.stdout).toContain('__complete');
    expect(data.script).toBe(plain.stdout);
  });

  it.each([[['help']], [['--help']], [['help', 'restore']], [['restore', '--help']]])(
    'explains itself by %j',
    async (words) => {
      const { code, stdout, stderr } = await ana.apim(...words);

      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('restore');
    },
  );

  it('is started by its name on the PATH, from anywhere', async () => {
    const bin = join(ana.folder, 'bin');
    mkdirSync(bin);
    symlinkSync(inject('apimProgram'), join(bin, 'apim'));
    symlinkSync(process.execPath, join(bin, 'node'));
    const environment = { ...ana.environment, PATH: `${bin}:${process.env.PATH}` };

    expect(await start('apim', ['--version'], environment).ended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });

  it('says nothing on stderr with --quiet but errors', async () => {
    expect((await ana.apim('backup', 'contoso-dev', '--quiet')).stderr).toBe('');
    expect((await ana.apim('backup', 'nobody', '--quiet')).stderr).not.toBe('');
  });
});
