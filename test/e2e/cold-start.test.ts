import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { services } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';

const { sandbox, arm, person } = inSandbox();

/** Somebody whose laptop drowned in the region outage; their backups are what is left. */
beforeAll(async () => {
  const before = person();
  const made = await before.json('backup', 'contoso-prod', 'contoso-eu');
  expect(made.code).toBe(0);
});

/** A new laptop: an empty folder, `apim`, a secret, and the address of the cloud. */
function newLaptop(): { who: Person; cloud: string; container: string } {
  const who = person();
  const { cloud, auth } = parse(sandbox().configYaml);
  rmSync(who.configFile);
  const file = join(who.folder, 'cloud.yaml');
  writeFileSync(file, stringify({ cloud, auth }));
  const container = sandbox().blobEndpoint.replace('{account}', 'stcontosodr/apim-backups');
  return { who, cloud: file, container };
}

describe('from nothing', () => {
  it('rebuilds configuration and catalogue from the storage and restores, in under a minute', async () => {
    const startedAt = performance.now();
    const { who, cloud, container } = newLaptop();

    const begun = await who.json('init', '--from-storage', container, '--cloud', cloud);
    const restored = await who.json(
      ...['restore', 'contoso-prod', '--from', 'latest:contoso-prod', '--confirm', 'contoso-prod'],
    );

    expect(begun.error).toBe(null);
    expect(begun.data.services?.map(({ name }) => name).sort()).toEqual([
      'contoso-eu',
      'contoso-prod',
    ]);
    expect(begun.data.backups).toHaveLength(2);
    expect(restored.error).toBe(null);
    expect(restored.data.operations?.[0]).toMatchObject({ kind: 'restore', status: 'succeeded' });
    expect(performance.now() - startedAt).toBeLessThan(60_000);
  });

  it('writes a configuration that the other commands work with, and no secret in it', async () => {
    const { who, cloud, container } = newLaptop();
    await who.json('init', '--from-storage', container, '--cloud', cloud);
    const text = readFileSync(who.configFile, 'utf8');

    expect((await who.json('doctor')).error).toBe(null);
    // The user-assigned identity of contoso-eu stood beside its backup.
    expect((await who.json('backup', 'contoso-eu')).error).toBe(null);
    expect(text).not.toContain('sandbox-secret');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own notation for the environment
    expect(text).toContain('${AZURE_CLIENT_SECRET}');
  });

  it('does not overwrite a configuration unasked', async () => {
    const { who, cloud, container } = newLaptop();
    writeFileSync(who.configFile, sandbox().configYaml);
    const words = ['init', '--from-storage', container, '--cloud', cloud];

    const refused = await who.json(...words);
    const kept = readFileSync(who.configFile, 'utf8');
    const replaced = await who.json(...words, '--replace');

    expect(refused).toMatchObject({ code: 6, error: { code: 'conflict' } });
    expect(kept).toBe(sandbox().configYaml);
    expect(replaced.error).toBe(null);
  });

  it('writes one from flags, which backs up and restores', async () => {
    const { who, cloud, container } = newLaptop();

    const begun = await who.json(
      ...['init', '--cloud', cloud, '--service', services.dr, '--storage', container],
      ...['--every', '24h'],
    );
    const made = await who.json('backup', 'contoso-dr');

    expect(begun.error).toBe(null);
    expect(made.error).toBe(null);
    expect(await arm().names(services.dr, 'apis')).toContain('orders');
  });

  it('exits 2 where nobody can be asked and the flags do not say enough', async () => {
    const { who } = newLaptop();

    expect(await who.json('init')).toMatchObject({ code: 2, error: { code: 'terminal-needed' } });
  });

  it('knows every service as unknown before the storage was ever read', async () => {
    const who = person();
    const { code, data } = await who.json('services', '--offline');
    const { stdout } = await who.apim('services', '--offline');

    expect(code).toBe(0);
    expect(new Set(data.services?.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(stdout).not.toMatch(/✗ never/);
  });
});
