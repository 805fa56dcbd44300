import { describe, expect, it } from 'vitest';
import { inSandbox } from '../harness/in-sandbox.ts';
import { findSecrets, secretsOf } from '../harness/secrets.ts';

// Every file of these tests is searched for secrets at its end. Here Azure itself is careless.
const { sandbox, arm, person } = inSandbox();

describe('no secret stays anywhere', () => {
  it('finds one that is planted, so that finding none means something', async () => {
    const secrets = await secretsOf(sandbox());
    const { token } = await sandbox().control.token({
      principal: 'ana@contoso.com',
      audience: 'https://management.azure.com',
    });
    const [key = ''] = await arm().accountKeys('stcontosodr');
    const planted = [
      { name: 'key', text: `{"accessKey":"${key}"}` },
      { name: 'key in a URL', text: `?key=${encodeURIComponent(key)}` },
      { name: 'key again', text: Buffer.from(key).toString('base64') },
      { name: 'secret', text: 'x sandbox-secret-of-lifeboat-restore y' },
      { name: 'token', text: `Bearer ${token}` },
      { name: 'sas', text: 'https://x/y?sv=1&sig=abcdefghijk%3D' },
    ];

    expect(findSecrets(secrets, planted)).toHaveLength(planted.length);
    expect(findSecrets(secrets, [{ name: '/x/state/tokens/default.json', text: token }])).toEqual(
      [],
    );
  });

  it('when Azure repeats a key or a signature in its own words', async () => {
    const [key = ''] = await arm().accountKeys('stcontosodr');
    const secrets = await secretsOf(sandbox());
    const ana = person({ STORAGE_KEY: key });
    ana.configure((config) => {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own notation for the environment
      config.storage.environment = { ...config.storage.keyed, accessKey: '${STORAGE_KEY}' };
    });
    for (const at of ['post', 'poll']) {
      for (const storage of ['keyed', 'environment']) {
        await sandbox().control.call('POST', '/world/services/contoso-std/failures', {
          kind: 'Backup',
          at,
          message: `The key ${key} does not open https://x.blob.example/y?sv=1&sig=c2lnbmF0dXJl%3D`,
        });
        const { code, error } = await ana.json('backup', 'contoso-std', '--storage', storage);

        expect(code).toBe(1);
        expect(error?.azure?.message).toContain('The key ');
        expect(error?.azure?.message).toContain('does not open');
      }
    }
    await ana.apim('audit');
    await ana.apim('status');

    expect(findSecrets(secrets, ana.leftBehind())).toEqual([]);
  });

  it('when sign-in fails, also with the secret in Entra’s words', async () => {
    const secret = 'sandbox-secret-of-lifeboat-restore';
    const ana = person();
    await sandbox().control.addFault({
      method: 'POST',
      path: '/oauth2/v2.0/token',
      count: null,
      play: {
        kind: 'status',
        status: 401,
        body: { error: 'invalid_client', error_description: `AADSTS7000215: Invalid: ${secret}` },
      },
    });
    for (const words of [['whoami'], ['doctor'], ['backup', 'contoso-prod']]) {
      expect((await ana.apim(...words)).code).toBe(4);
    }
    await sandbox().control.removeFaults();

    expect(findSecrets(await secretsOf(sandbox()), ana.leftBehind())).toEqual([]);
  });

  it('when an answer is garbage', async () => {
    const { token } = await sandbox().control.token({
      principal: 'ana@contoso.com',
      audience: 'https://management.azure.com',
    });
    const ana = person();
    await sandbox().control.addFault({
      method: 'GET',
      path: '/service/contoso-prod\\?',
      count: null,
      play: { kind: 'status', status: 400, body: `You sent Authorization: Bearer ${token}` },
    });
    await ana.apim('backup', 'contoso-prod');
    await ana.apim('services');
    await ana.apim('doctor');
    await sandbox().control.removeFaults();

    expect(findSecrets(await secretsOf(sandbox()), ana.leftBehind())).toEqual([]);
  });
});
