import { describe, expect, it } from 'vitest';
import type { DoorSide } from '../../../packages/core/src/commands/definition.ts';
import type { Report } from '../../../packages/core/src/commands/report.ts';
import type { Operation } from '../../../packages/core/src/domain/operation.ts';
import { startBackup } from '../../../packages/core/src/workflows/back-up.ts';
import { follow } from '../../../packages/core/src/workflows/follow.ts';
import { lifeboatOf, recordingDoor, runLine } from '../commands/run-line.ts';
import { type Company, company, place, plannedBackup, runThrough } from './world.ts';

const { signal } = new AbortController();
const failure = {
  status: 400,
  code: 'BackupFailed',
  message: 'No room.',
  requestId: 'r',
  correlationId: null,
  details: [],
};

function type(one: Company, text: string, door: DoorSide = recordingDoor()): Promise<Report> {
  return runThrough(
    one,
    runLine(lifeboatOf(one), text, { door }).catch((error) => ({ data: {}, blocks: [], error })),
  );
}

function starts(one: Company): string[] {
  return one.azure.runs().map((run) => `${run.kind} ${run.service.split('/').at(-1)}`);
}

async function operations(one: Company): Promise<readonly Operation[]> {
  return (await one.work.ports.store.read()).all('operation');
}

describe('a fresh restore', () => {
  const line = 'restore contoso-dr --fresh --from contoso-prod --confirm contoso-dr';

  it('backs the source up, then the target, then restores what it just made', async () => {
    const one = company();
    one.azure.putService(one.prod.resourceId, { configuration: 'as of now' });

    const report = await type(one, line);

    expect(report.error).toBeNull();
    expect(starts(one)).toEqual(['backup contoso-prod', 'backup contoso-dr', 'restore contoso-dr']);
    expect(one.azure.service(one.dr.resourceId)?.configuration).toBe('as of now');
    const [restore, safety, fresh] = report.data.operations as Record<string, unknown>[];
    expect(restore).toMatchObject({ kind: 'restore', status: 'succeeded', backup: fresh?.backup });
    expect([safety?.parent, fresh?.parent]).toEqual([restore?.id, restore?.id]);
    const snapshot = await one.work.ports.store.read();
    expect(snapshot.get('backup', String(fresh?.backup))).toMatchObject({ purpose: 'fresh' });
    expect(report.data.putBack).toBe(`apim restore contoso-dr --from ${safety?.backup}`);
  });

  it('has another hash where the backup would lie in another container', async () => {
    const hashOf = async (container: string) => {
      const one = company();
      one.azure.putAccount(place.account, [place.container, container]);
      const storage = { ...one.storage, container };
      const configuration = {
        ...one.work.configuration,
        storages: { main: storage },
        services: one.work.configuration.services.map((each) => ({ ...each, storage })),
      };
      const report = await type({ ...one, work: { ...one.work, configuration } }, `${line} --plan`);
      return (report.data.plans as { hash: string }[])[0]?.hash;
    };

    expect(await hashOf(place.container)).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf('elsewhere')).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf('elsewhere')).not.toBe(await hashOf(place.container));
    expect(await hashOf('elsewhere')).toBe(await hashOf('elsewhere'));
  });

  it.each([
    'restore contoso-dr --fresh --plan',
    'restore contoso-dr --fresh --from latest:contoso-prod --plan',
    'restore contoso-dr --fresh --from contoso-pr --plan',
  ])('takes from the service that `%s` means', async (text) => {
    const { data, error } = await type(company(), text);

    expect(error).toBeNull();
    expect(data.plans).toMatchObject([
      {
        fresh: { service: 'contoso-prod', storage: 'stcontosodr/apim-backups' },
        overrides: { fresh: true },
        from: { backup: null, createdAt: null },
        steps: [{ what: 'fresh-backup' }, { what: 'safety-backup' }, { what: 'restore' }],
      },
    ]);
  });

  it.each([
    ['restore contoso-dr --fresh --from b0123456789', 'service-not-found'],
    ['restore contoso-prod --fresh --from contoso-prod', 'usage'],
    ['restore contoso-prod --fresh', 'usage'],
  ])('refuses %s', async (text, code) => {
    const one = company();

    expect((await type(one, `${text} --confirm contoso-dr`)).error?.code).toBe(code);
    expect(starts(one)).toEqual([]);
  });

  it('restores nothing when the fresh backup fails, and prints the way on', async () => {
    const one = company();
    const door = { ...recordingDoor(), progress: () => one.azure.failLastRun(failure) };

    const { error } = await type(one, line, door);

    expect(error).toMatchObject({
      code: 'fresh-backup-failed',
      azure: { code: 'BackupFailed' },
      hint: expect.stringContaining('--from latest:contoso-prod'),
    });
    expect(starts(one)).toEqual(['backup contoso-prod']);
    expect((await operations(one)).map(({ kind, status }) => [kind, status])).toEqual(
      expect.arrayContaining([
        ['backup', 'failed'],
        ['restore', 'not-started'],
      ]),
    );
  });

  it('names the backup it made when the safety backup fails', async () => {
    const one = company();
    const door = {
      ...recordingDoor(),
      progress: () => {
        if (one.azure.runs().length === 2) one.azure.failLastRun(failure);
      },
    };

    const { error } = await type(one, line, door);
    const fresh = (await operations(one)).find(({ purpose }) => purpose === 'fresh');

    expect(error?.code).toBe('safety-backup-failed');
    expect(error?.hint).toContain(`--from ${fresh?.backup} --no-safety-backup`);
  });

  it('is stopped before anything is sent by what stops the source’s backup', async () => {
    const one = company();
    one.azure.putService(one.prod.resourceId, { tier: 'StandardV2' });

    expect((await type(one, line)).error?.code).toBe('tier-has-no-backup');
    expect(starts(one)).toEqual([]);
  });

  it('is not sent when the person stops during the fresh backup, which goes on', async () => {
    const one = company();
    const person = new AbortController();
    const door = { ...recordingDoor(), progress: () => person.abort() };
    const running = runLine(lifeboatOf(one), line, { door, signal: person.signal });

    expect((await runThrough(one, running)).error).toMatchObject({
      code: 'interrupted',
      message: expect.stringContaining('The fresh backup'),
    });
    expect(starts(one)).toEqual(['backup contoso-prod']);
  });
});

describe('the checks, once more before a restore is sent', () => {
  const line = 'restore contoso-dr --from latest:contoso-prod';

  async function backedUp(): Promise<Company> {
    const one = company();
    const started = await startBackup(one.work, await plannedBackup(one), signal);
    await runThrough(one, follow(one.work, started.id, { signal, onChange: () => undefined }));
    return one;
  }

  /** Does something once the safety backup runs. */
  function meanwhile(one: Company, happens: () => void): DoorSide & { said: unknown[] } {
    let happened = false;
    return {
      ...recordingDoor(),
      progress: () => {
        if (happened || !starts(one).includes('backup contoso-dr')) return;
        happened = true;
        happens();
      },
    };
  }

  function name(one: Company): string {
    return [...one.azure.blobs(place).keys()].find((each) => each.startsWith('contoso-prod')) ?? '';
  }

  it('stop it when a check fails that did not', async () => {
    const one = await backedUp();
    const door = meanwhile(one, () => one.azure.removeBlob(place, name(one)));

    const { error, data } = await type(one, `${line} --confirm contoso-dr`, door);

    expect(error).toMatchObject({
      code: 'not-confirmed',
      message: expect.stringContaining('backup-present: the blob is not there'),
      data: { worse: [{ name: 'backup-present', verdict: 'fail' }] },
    });
    expect(starts(one)).not.toContain('restore contoso-dr');
    expect(data.operations).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'restore', status: 'not-started' })]),
    );
  });

  it('stop a script when the blob was written again meanwhile', async () => {
    const one = await backedUp();
    const door = meanwhile(one, () => one.azure.putBlob(place, name(one), { etag: 'other' }));

    const { error } = await type(one, `${line} --confirm contoso-dr`, door);

    expect(error?.message).toContain('changed after');
    expect(starts(one)).not.toContain('restore contoso-dr');
  });

  it.each([
    ['goes on when it is typed', 'contoso-dr', 1],
    ['stops when it is not', null, 0],
  ])('ask for the name again where it was typed, and it %s', async (_what, second, sent) => {
    const one = await backedUp();
    const answers: (string | null)[] = ['contoso-dr', second];
    const door = {
      ...meanwhile(one, () => one.azure.putBlob(place, name(one), { etag: 'other' })),
      confirm: async () => answers.shift() ?? null,
    };

    await type(one, line, door);

    expect(answers).toEqual([]);
    expect(starts(one).filter((each) => each === 'restore contoso-dr')).toHaveLength(sent);
    expect(JSON.stringify(door.said)).toContain('worse than the plan showed');
  });

  it('stop nothing when Azure cannot be asked any more', async () => {
    const one = await backedUp();
    const door = meanwhile(one, () => {
      one.azure.refuse('apiManagement.get', 'error');
      one.azure.refuse('blobs.head', 'error');
    });

    expect((await type(one, `${line} --confirm contoso-dr`, door)).error).toBeNull();
    expect(starts(one)).toContain('restore contoso-dr');
  });
});
