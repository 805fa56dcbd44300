import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { services } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { keys } from '../harness/terminal.ts';

const { sandbox, arm, person } = inSandbox();

let ana: Person;
const restore = ['restore', 'contoso-dr', '--from', 'latest:contoso-prod'];
/** A sequence that changes colour or weight. */
const colour = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`);
const question = 'Type the Azure name contoso-dr to go on; Enter alone stops:';

beforeAll(async () => {
  ana = person();
  await ana.json('backup', 'contoso-prod');
});

beforeEach(() => sandbox().control.clearRequests());

async function posts(): Promise<number> {
  const requests = await sandbox().control.requests();
  return requests.filter(
    ({ method, path }) => method === 'POST' && /\/(backup|restore)\?/.test(path),
  ).length;
}

describe('on a terminal', () => {
  it('shows a backup on one line that is rewritten, and what came of it', async () => {
    await sandbox().control.setOptions({ backupSeconds: 3 });
    const terminal = ana.terminal('backup', 'contoso-prod');
    await terminal.said('backup contoso-prod');
    await terminal.said('Azure cannot cancel it');
    const code = await terminal.ended;
    await sandbox().control.setOptions({ backupSeconds: 1 });

    expect(code).toBe(0);
    // Rewritten in place: more pictures than lines.
    const pictures = terminal.text().match(/backup contoso-prod {2}\d\d:\d\d/g) ?? [];
    const lines = terminal
      .text()
      .split('\n')
      .filter((line) => line.includes('Azure cannot cancel'));
    expect(pictures.length).toBeGreaterThan(2);
    expect(lines.length).toBeLessThan(pictures.length);
    expect(terminal.text()).toContain('usually');
    expect(terminal.text()).toMatch(/✓ Backup of contoso-prod done in \d\d:\d\d/);
  });

  it('uses colour there, and none where NO_COLOR is set', async () => {
    const coloured = ana.terminal('whoami');
    const plain = person({ NO_COLOR: '1' }).terminal('whoami');
    await Promise.all([coloured.ended, plain.ended]);

    expect(coloured.raw()).toMatch(colour);
    expect(plain.raw()).not.toMatch(colour);
  });

  it('restores nothing by Enter alone', async () => {
    const terminal = ana.terminal(...restore);
    await terminal.said(question);
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe(7);
    expect(terminal.text()).toContain('Restore into contoso-dr');
    expect(terminal.text()).toContain('Nothing changed in Azure');
    expect(await posts()).toBe(0);
  });

  it.each(['contoso-prod', 'y', 'CONTOSO-DR'])('restores nothing by the name %s', async (typed) => {
    const terminal = ana.terminal(...restore);
    await terminal.said(question);
    terminal.type(`${typed}${keys.enter}`);

    expect(await terminal.ended).toBe(7);
    expect(await posts()).toBe(0);
  });

  it('restores by the right name', async () => {
    const terminal = ana.terminal(...restore);
    await terminal.said(question);
    terminal.type(`contoso-dr${keys.enter}`);

    expect(await terminal.ended).toBe(0);
    expect(terminal.text()).toMatch(/✓ Restore of contoso-dr done in \d\d:\d\d/);
    expect(await arm().names(services.dr, 'apis')).toEqual(
      await arm().names(services.prod, 'apis'),
    );
  });

  it('leaves the question by Ctrl-C with nothing changed', async () => {
    const terminal = ana.terminal(...restore);
    await terminal.said(question);
    terminal.type(keys.ctrlC);

    expect(await terminal.ended).toBe(130);
    expect(await posts()).toBe(0);
    expect((await ana.json('status')).data.operations).toEqual([]);
  });

  it('stops following by Ctrl-C, says how to go on, and the operation goes on', async () => {
    await sandbox().control.setOptions({ backupSeconds: 3 });
    const terminal = ana.terminal('backup', 'contoso-pay');
    await terminal.said('Azure cannot cancel it');
    terminal.type(keys.ctrlC);
    const code = await terminal.ended;
    const [, id = ''] = /apim follow ([0-9a-f-]{36})/.exec(terminal.text()) ?? [];
    const followed = await ana.json('follow', id);
    await sandbox().control.setOptions({ backupSeconds: 1 });

    expect(code).toBe(130);
    expect(followed.data.operations).toMatchObject([{ id, status: 'succeeded' }]);
  });

  it('opens its screens without arguments', async () => {
    const terminal = ana.terminal();
    await terminal.said('contoso-prod');
    terminal.type('q');

    expect(await terminal.ended).toBe(0);
    expect(terminal.text()).toContain('backup');
  });

  it('asks its way to a configuration, which works', async () => {
    const { who, cloud } = newcomer();
    const terminal = who.terminal('init', '--cloud', cloud);
    const answer = async (asked: string, typed: string): Promise<void> => {
      await terminal.said(asked);
      terminal.type(`${typed}${keys.enter}`);
    };
    await answer('How do you sign in to Azure?', '');
    await answer('Tenant', '');
    await answer('Client id', '');
    await answer('Environment variable', '');
    await answer('Which services?', '99');
    await answer('There is no 99 in the list.', services.dev);
    await answer('Which storage account', 'stcontosodr');
    await answer('Which container?', 'apim-backups');
    await answer('How do', '');
    await answer('How old', '24h');
    const code = await terminal.ended;

    expect(code).toBe(0);
    expect(readFileSync(who.configFile, 'utf8')).not.toContain('sandbox-secret');
    expect((await who.json('backup', 'contoso-dev')).error).toBe(null);
  });

  it('writes no configuration when it is left by Ctrl-C', async () => {
    const { who, cloud } = newcomer();
    const terminal = who.terminal('init', '--cloud', cloud);
    await terminal.said('How do you sign in to Azure?');
    terminal.type(keys.ctrlC);

    expect(await terminal.ended).toBe(130);
    expect(existsSync(who.configFile)).toBe(false);
  });
});

/** Somebody without a configuration, who has the address of the cloud in a file. */
function newcomer(): { who: Person; cloud: string } {
  const who = person();
  const { cloud, auth } = parse(sandbox().configYaml);
  const file = join(who.folder, 'cloud.yaml');
  rmSync(who.configFile);
  writeFileSync(file, stringify({ cloud, auth }));
  return { who, cloud: file };
}
