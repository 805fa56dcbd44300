import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';

const { sandbox, person } = inSandbox();

let ana: Person;

beforeAll(() => {
  ana = person();
});

describe('nobody is signed in', () => {
  it('with a wrong secret: 4, what Entra said and where to look', async () => {
    const one = person({ AZURE_CLIENT_SECRET: 'wrong' });
    const { code, error } = await one.json('backup', 'contoso-prod');

    expect(code).toBe(4);
    expect(error?.code).toBe('not-signed-in');
    expect(`${error?.message} ${error?.hint}`).toContain('AADSTS7000215');
  });

  it('without the secret in the environment: 4 with the name of its variable', async () => {
    const one = person({ AZURE_CLIENT_SECRET: undefined });
    const { code, stderr } = await one.apim('backup', 'contoso-prod');

    expect(code).toBe(4);
    expect(stderr).toContain('AZURE_CLIENT_SECRET');
  });

  it('before a person’s first sign-in: 4 and the command', async () => {
    const one = person();
    one.configure((config) => {
      const { tenantId, clientId } = config.auth;
      config.auth = { method: 'device-code', tenantId, clientId };
    });
    const { code, stderr } = await one.apim('backup', 'contoso-prod');

    expect(code).toBe(4);
    expect(stderr).toContain('apim login');
  });
});

describe('wrong usage', () => {
  it.each([
    { words: ['backup', 'contoso-prod', '--nonsense'], says: '--nonsense' },
    { words: ['backup'], says: 'Which service?' },
    { words: ['bakcup', 'contoso-prod'], says: 'backup' },
    { words: ['restore', 'contoso-dr'], says: '--from' },
    { words: ['backup', '--all', 'contoso-prod'], says: '--all' },
    { words: ['backup', 'contoso-prod', '--timeout', 'soon'], says: 'soon' },
    { words: ['restore', 'contoso-dr', '--from', 'x', '--no-safety-backup'], says: '--reason' },
    { words: ['restore', 'contoso-dr', '--from', 'x', '--force', 'expired'], says: '--reason' },
    { words: ['abandon'], says: 'operation' },
  ])('exits 2 for $words and says what was wrong', async ({ words, says }) => {
    const { code, stdout, stderr } = await ana.apim(...words);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('without a command and without a terminal: 2 and one helpful sentence', async () => {
    const { code, stdout, stderr } = await ana.apim();

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('apim help');
  });
});

describe('a wrong configuration', () => {
  it('exits 9 with every mistake, its place and its line', async () => {
    const one = person();
    writeFileSync(
      one.configFile,
      [
        'auth: {method: client-secrte}',
        'storage:',
        '  main: {account: stcontosodr, container: apim-backups, access: system-identity}',
        'services:',
        '  contoso-prod:',
        '    subscription: not-an-id',
        '    resourceGroup: rg-prod',
        '    storage: nowhere',
        '    evry: 24h',
      ].join('\n'),
    );
    const { code, stderr } = await one.apim('backup', 'contoso-prod');
    const { code: same, error } = await one.json('status');

    expect([code, same]).toEqual([9, 9]);
    expect(error?.code).toBe('config-invalid');
    for (const [line, word] of [
      [1, 'auth.method .* client-secret\\?'],
      [6, 'subscription'],
      [8, 'storage names nothing'],
      [9, 'evry'],
    ]) {
      expect(stderr).toMatch(new RegExp(`^.*\\b${line}\\b.*${word}.*$`, 'm'));
    }
  });

  it('refuses a literal secret, and does not repeat it', async () => {
    const one = person();
    one.configure((config) => {
      config.auth.clientSecret = 'a-literal-secret-value';
    });
    const { code, stdout, stderr } = await one.apim('whoami');

    expect(code).toBe(9);
    expect(stdout + stderr).not.toContain('a-literal-secret-value');
    expect(stderr).toContain('clientSecret');
    writeFileSync(one.configFile, sandbox().configYaml);
  });

  it('exits 9 where there is none, with the way to one', async () => {
    const one = person({ LIFEBOAT_CONFIG: '/nonexistent/config.yaml' });
    const { code, stderr } = await one.apim('backup', 'contoso-prod');

    expect(code).toBe(9);
    expect(stderr).toContain('apim init');
  });
});
