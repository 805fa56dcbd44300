import { beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../packages/core/src/domain/operation.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { configureFleet, fleetName, operationsOf } from './fixtures/fleet.ts';
import { runProcess, startProcess } from './fixtures/processes.ts';

const where = inSandbox({ extraServices: 20 });
let person: Person;
let backup: string;
let used = 0;

function nextService(): string {
  used += 1;
  return fleetName(used);
}

/** An hour takes a minute, so that the pauses between looks at the evidence are short. */
const fast = () => ({ rate: 60, since: Date.now() });

beforeAll(async () => {
  person = where.person();
  await configureFleet(where.sandbox(), person, 20);
  const made = await runProcess(person, { line: `backup ${nextService()}` });
  backup = made.answer?.data.operations?.[0]?.backup ?? '';
});

async function operationOf(label: string, kind: Operation['kind']): Promise<Operation | undefined> {
  return (await operationsOf(person)).find((each) => each.label === label && each.kind === kind);
}

function lineOf(kind: Operation['kind'], name: string): string {
  const restore = `restore ${name} --from ${backup} --confirm ${name} --no-safety-backup --reason x`;
  return kind === 'backup' ? `backup ${name}` : restore;
}

const gone = {
  kind: 'status',
  status: 404,
  headers: { 'x-ms-request-id': 'r-404', 'x-ms-failure-cause': 'gateway' },
  body: { error: { code: 'ResourceNotFound', message: 'The operation was not found.' } },
} as const;

describe.each(['backup', 'restore'] as const)('a %s that was accepted', (kind) => {
  it.each(['location', 'azure-async-operation', 'provisioning-state'] as const)(
    'is not shown as done before Azure said so: %s',
    async (shape) => {
      const name = nextService();
      const { control } = where.sandbox();
      await control.setOptions({ shape, backupSeconds: 3, restoreSeconds: 3 });

      const accepted = await runProcess(person, { line: `${lineOf(kind, name)} --no-wait` });
      const status = await person.json('status', name);
      const backups = await person.json('backups', name);
      const followed = await runProcess(person, { line: 'follow' });
      const ended = await operationOf(name, kind);
      await control.setOptions({ shape: 'location', backupSeconds: 1, restoreSeconds: 1 });

      expect(accepted).toMatchObject({
        exit: 0,
        answer: { data: { operations: [{ status: 'running' }] } },
      });
      expect(status.data.operations).toMatchObject([{ status: 'running', endedAt: null }]);
      expect(backups.data.backups).toEqual([]);
      expect(followed.exit).toBe(0);
      expect((ended?.endedAt ?? 0) - (ended?.attempts[0]?.at ?? 0)).toBeGreaterThanOrEqual(2_900);
    },
  );

  it('ends as the evidence says when its address vanished', async () => {
    const name = nextService();
    await where
      .sandbox()
      .control.addFault({ path: `/${name}/+operationresults`, count: null, play: gone });

    const done = await runProcess(person, { line: lineOf(kind, name), ...fast() });

    expect(done.said.flatMap(({ shown = [] }) => shown)).toContain('unknown');
    expect(done.exit).toBe(0);
    const ended = await operationOf(name, kind);
    expect(ended?.status).toBe('succeeded');
    expect(ended?.lastAnswer?.words).toMatch(
      kind === 'backup' ? /blob|activity log/ : /activity log/,
    );
  });

  it('ends as failed when the activity log says so, with Azure’s words', async () => {
    const name = nextService();
    const { control } = where.sandbox();
    await control.addFault({ path: `/${name}/+operationresults`, count: null, play: gone });
    const failure = { code: 'BackupFailed', message: 'No room in the vault.' };
    await control.call('POST', `/world/services/${name}/failures`, failure);

    const done = await runProcess(person, { line: lineOf(kind, name), ...fast() });

    expect(done).toMatchObject({ exit: 1, answer: { error: { azure: failure } } });
    expect((await operationOf(name, kind))?.status).toBe('failed');
  });

  it('stays unknown when its address vanished and nothing else can be read', async () => {
    const name = nextService();
    const { control } = where.sandbox();
    const ids = [
      await control.addFault({ path: `/${name}/+operationresults`, count: null, play: gone }),
      await control.addFault({ path: 'eventtypes', count: null, play: { kind: 'reset' } }),
      await control.addFault({
        front: 'storage',
        method: 'HEAD',
        path: `/${name}`,
        nth: 2,
        count: null,
        play: { kind: 'reset' },
      }),
    ];

    const left = await runProcess(person, {
      line: `${lineOf(kind, name)} --timeout 3m`,
      ...fast(),
    });
    await runProcess(person, { line: 'follow --timeout 2s', offsetMs: 5 * 3_600_000 });
    const late = await operationOf(name, kind);
    for (const id of ids) await control.call('DELETE', `/faults/${id}`);
    const followed = await runProcess(person, { line: 'follow', offsetMs: 10 * 3_600_000 });

    expect(left.exit).toBe(8);
    expect(late).toMatchObject({ status: 'unknown', endedAt: null });
    expect(followed.exit).toBe(0);
    expect((await operationOf(name, kind))?.status).toBe('succeeded');
  });

  it('is not done because of a service that is busy with something else', async () => {
    const name = nextService();
    const { control } = where.sandbox();
    await control.addFault({ path: `/${name}/+operationresults`, count: null, play: gone });
    const running = startProcess(person, { line: `${lineOf(kind, name)} --timeout 2m`, ...fast() });
    await running.said('answer-written');
    await control.call('POST', `/world/services/${name}/operations`, { seconds: 60 });
    const play = { kind: 'reset' } as const;
    const blind = await control.addFault({ path: 'eventtypes', count: null, play });

    const left = await running.done;
    const busy = await operationOf(name, kind);
    await control.call('DELETE', `/faults/${blind}`);
    await control.call('DELETE', `/world/services/${name}/operations`);
    const followed = await runProcess(person, { line: 'follow', offsetMs: 3_600_000 });

    expect(left.exit).toBe(8);
    expect(busy).toMatchObject({
      status: 'unknown',
      blind: { words: expect.stringContaining('Updating') },
    });
    expect(followed.exit).toBe(0);
  });
});

describe('a backup on a service that shows Succeeded all the while', () => {
  it('is not done before its blob is there, though its answer was lost', async () => {
    const name = nextService();
    const { control } = where.sandbox();
    await control.setOptions({ busyDuringOperations: false, backupSeconds: 4 });
    const play = { kind: 'reset', when: 'after' } as const;
    await control.addFault({ method: 'POST', path: `/${name}/backup`, play });

    const done = await runProcess(person, { line: `backup ${name}`, ...fast() });
    await control.setOptions({ busyDuringOperations: true, backupSeconds: 1 });

    expect(done.exit).toBe(0);
    const kept = (await person.json('backups', name)).data.backups;
    expect(kept).toMatchObject([{ state: 'present' }]);
    const ended = await operationOf(name, 'backup');
    expect((ended?.endedAt ?? 0) - (ended?.attempts[0]?.at ?? 0)).toBeGreaterThanOrEqual(
      4 * 60_000 * 0.9,
    );
  });
});
