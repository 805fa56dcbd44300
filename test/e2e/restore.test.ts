import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { services } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';

const { sandbox, arm, person } = inSandbox();

let ana: Person;
const apis = (service: string) => arm().names(service, 'apis');

beforeAll(async () => {
  ana = person();
  await ana.json('backup', 'contoso-prod');
});

beforeEach(async () => {
  await setApis('contoso-dr', ['only-in-dr']);
});

/** Makes a service's APIs these, whatever they were. */
async function setApis(service: string, wanted: string[]): Promise<void> {
  const path = `/world/services/${service}/configuration/apis`;
  for (const name of await apis(services.dr))
    await sandbox().control.call('DELETE', `${path}/${name}`);
  for (const name of wanted) {
    await sandbox().control.call('PUT', `${path}/${name}`, { properties: { displayName: name } });
  }
}

/** The scripted failure of the next operation of a service. */
function script(service: string, failure: Record<string, unknown>): Promise<unknown> {
  return sandbox().control.call('POST', `/world/services/${service}/failures`, failure);
}

describe('apim restore', () => {
  it('backs the target up, replaces it, says what does not come back, and undoes it in one command', async () => {
    const { code, data } = await ana.json(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--confirm', 'contoso-dr'],
    );
    const [restore, safety] = data.operations ?? [];
    const replaced = await apis(services.dr);
    const putBack = String(data.putBack).split(' ').slice(1);
    const back = await ana.json(...putBack, '--confirm', 'contoso-dr');

    expect(code).toBe(0);
    expect(data.operations).toMatchObject([
      { kind: 'restore', service: 'contoso-dr', status: 'succeeded', parent: null },
      { kind: 'backup', service: 'contoso-dr', status: 'succeeded', parent: restore?.id },
    ]);
    expect(replaced).toEqual(await apis(services.prod));
    expect(data.notRestored).toContainEqual(
      expect.objectContaining({ name: 'analytics', effect: 'does-not-come-back' }),
    );
    expect(putBack).toEqual(['restore', 'contoso-dr', '--from', safety?.backup]);
    expect(back.code).toBe(0);
    expect(await apis(services.dr)).toEqual(['only-in-dr']);
  });

  it('does not count a safety backup as the latest', async () => {
    await ana.json(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--confirm', 'contoso-dr'],
    );
    const { code, error } = await ana.json('show', 'latest:contoso-dr');
    const { data } = await ana.json('backups', 'contoso-dr');

    expect({ code, error }).toMatchObject({ code: 5, error: { code: 'backup-not-found' } });
    expect(new Set(data.backups?.map(({ purpose }) => purpose))).toEqual(new Set(['safety']));
  });

  it('tells people the same', async () => {
    const { code, stdout } = await ana.apim(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--confirm', 'contoso-dr'],
    );

    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ Restore of contoso-dr done in \d\d:\d\d\.$/m);
    expect(stdout).toContain('What a restore does not bring back');
    expect(stdout).toMatch(/^ {2}apim restore contoso-dr --from b\w+$/m);
  });

  it('shows the plan and stops with --plan', async () => {
    const { code, stdout } = await ana.apim(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--plan'],
    );

    expect(code).toBe(0);
    expect(stdout).toContain('az resource invoke-action --action restore --ids');
    expect(await apis(services.dr)).toEqual(['only-in-dr']);
  });

  it('restores nothing when the safety backup fails, and prints the command to go on without it', async () => {
    await script('contoso-dr', {
      kind: 'Backup',
      code: 'BackupFailed',
      message: 'The disk is full.',
    });
    const { code, error, data } = await ana.json(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--confirm', 'contoso-dr'],
    );

    expect(code).toBe(7);
    expect(error?.code).toBe('safety-backup-failed');
    expect(`${error?.message} ${error?.hint}`).toContain('--no-safety-backup --reason');
    expect(data.operations?.map(({ kind, status }) => [kind, status])).toEqual(
      expect.arrayContaining([
        ['backup', 'failed'],
        ['restore', 'not-started'],
      ]),
    );
    expect(await apis(services.dr)).toEqual(['only-in-dr']);
    expect((await ana.json('status')).data.operations).toEqual([]);
  });

  it('goes without a safety backup for a reason, and keeps the reason', async () => {
    const { code, data } = await ana.json(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--confirm', 'contoso-dr'],
      ...['--no-safety-backup', '--reason', 'it is broken anyway'],
    );
    const { data: trail } = await ana.json('audit', 'contoso-dr');

    expect(code).toBe(0);
    expect(data.operations).toHaveLength(1);
    expect(data.putBack).toBeUndefined();
    expect(JSON.stringify(trail.entries)).toContain('it is broken anyway');
    expect(await apis(services.dr)).toEqual(await apis(services.prod));
  });

  it('shows Azure’s words and the request id when it fails, and leaves the way back', async () => {
    await script('contoso-dr', {
      kind: 'Restore',
      code: 'RestoreFailed',
      message: 'Schema is newer.',
      leaveState: 'Failed',
    });
    const { code, error, data } = await ana.json(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--confirm', 'contoso-dr'],
    );

    expect(code).toBe(1);
    expect(error).toMatchObject({
      code: 'azure-failed',
      azure: {
        status: 400,
        code: 'RestoreFailed',
        message: 'Schema is newer.',
        requestId: expect.stringMatching(/^[\w-]{30,}$/),
      },
    });
    expect(error?.hint).toBeTruthy();
    expect(data.putBack).toMatch(/^apim restore contoso-dr --from b\w+$/);
    await sandbox().control.call('PATCH', '/world/services/contoso-dr', {
      provisioningState: 'Succeeded',
    });
  });

  // A backup leaves the state of a service as it was, so the answer to its end is the service in
  // state Failed: the evidence tells how the backup itself ended.
  it('backs a target up that an earlier restore left in state Failed', async () => {
    const change = (provisioningState: string) =>
      sandbox().control.call('PATCH', '/world/services/contoso-dev', { provisioningState });
    await change('Failed');
    const { code } = await ana.json('backup', 'contoso-dev');
    await change('Succeeded');

    expect(code).toBe(0);
  });

  it('goes on after --no-wait by follow', async () => {
    const { code, data } = await ana.json(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--confirm', 'contoso-dr'],
      '--no-wait',
    );
    const followed = await ana.json('follow');

    expect(code).toBe(0);
    expect(data.operations?.[0]).toMatchObject({ kind: 'restore', status: 'running' });
    expect(followed.code).toBe(0);
    expect(await apis(services.dr)).toEqual(await apis(services.prod));
  });

  it('refuses a backup whose blob is gone, before anything is sent', async () => {
    const made = await ana.json('backup', 'contoso-pay');
    const backup = made.data.operations?.[0]?.backup ?? '';
    const { data } = await ana.json('show', backup);
    await arm().deleteBlob(String(data.url));

    const { code, error } = await ana.json(
      ...['restore', 'contoso-dr', '--from', backup, '--confirm', 'contoso-dr'],
    );

    expect(code).toBe(7);
    expect(error?.code).toBe('backup-missing');
    expect(await apis(services.dr)).toEqual(['only-in-dr']);
  });
});

describe('without any configuration of services', () => {
  it('restores by resource id and blob URL alone', async () => {
    const { data } = await ana.json('show', 'latest:contoso-prod');
    const stranger = person();
    stranger.configure((config) => {
      config.services = {};
      config.storage = {};
    });

    const words = ['restore', services.dr, '--from', String(data.url)];
    const asked = await stranger.json(...words, '--access', 'system-identity');
    const done = await stranger.json(
      ...[...words, '--access', 'system-identity', '--confirm', 'contoso-dr'],
    );

    expect(asked).toMatchObject({ code: 7, error: { code: 'not-confirmed' } });
    expect(done.code).toBe(0);
    expect(await apis(services.dr)).toEqual(await apis(services.prod));
  });
});
