import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLifeboat } from '../../packages/core/src/node.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifeboat-open-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Opens Lifeboat on a configuration text, as the bundle does, and gives what it read. */
async function configurationOf(text: string, environment: Record<string, string> = {}) {
  writeFileSync(join(folder, 'config.yaml'), text);
  const lifeboat = await openLifeboat({
    environment: {
      ...environment,
      LIFEBOAT_CONFIG: join(folder, 'config.yaml'),
      LIFEBOAT_STATE_DIR: join(folder, 'state'),
    },
    platform: process.platform,
    workingFolder: folder,
    door: 'cli',
    configurationPath: null,
    readOnly: false,
    lenient: false,
    keepConfiguration: { folder: join(folder, 'kept'), build: 'ONE' },
  });
  await lifeboat.close();
  return lifeboat.configuration;
}

const kept = () => join(folder, 'kept', readdirSync(join(folder, 'kept'))[0] ?? '');
const secretOnly = `auth: {method: client-secret, tenantId: contoso.com, clientId: 11111111-2222-3333-4444-555555555555, clientSecret: "\${THE_SECRET}"}`;

describe('opening with a place to keep the configuration', () => {
  it('takes the kept one at the next start', async () => {
    await configurationOf('readOnly: false');
    writeFileSync(
      kept(),
      readFileSync(kept(), 'utf8').replace('"readOnly":false', '"readOnly":true'),
    );

    expect((await configurationOf('readOnly: false')).readOnly).toBe(true);
  });

  it('reads anew after an edit', async () => {
    await configurationOf('readOnly: false');

    expect((await configurationOf('readOnly: true')).readOnly).toBe(true);
  });

  it('reports a mistake at every start', async () => {
    for (const _ of [1, 2])
      await expect(configurationOf('readOnly: perhaps')).rejects.toMatchObject({
        code: 'config-invalid',
      });
  });

  it('keeps nothing that came from the environment', async () => {
    const text = `auth: {method: azure-cli, tenantId: "\${TENANT}"}`;

    const first = await configurationOf(text, { TENANT: 'one.com' });
    const second = await configurationOf(text, { TENANT: 'two.com' });

    expect(first.signIns.default?.tenantId).toBe('one.com');
    expect(second.signIns.default?.tenantId).toBe('two.com');
    expect(existsSync(join(folder, 'kept'))).toBe(false);
  });

  it('keeps one whose only variable is a secret, by the name and without the value', async () => {
    await configurationOf(secretOnly, { THE_SECRET: 'hush-hush' });

    expect(readFileSync(kept(), 'utf8')).toContain('THE_SECRET');
    expect(readFileSync(kept(), 'utf8')).not.toContain('hush-hush');
  });
});
