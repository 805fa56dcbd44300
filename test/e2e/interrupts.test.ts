import { beforeEach, describe, expect, it } from 'vitest';
import { services } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';

const { sandbox, arm, person } = inSandbox({ backupSeconds: 2 });

let ana: Person;

beforeEach(async () => {
  ana = person();
  await sandbox().control.clearRequests();
  await sandbox().control.removeFaults();
});

async function posts(kind: 'backup' | 'restore'): Promise<number> {
  const requests = await sandbox().control.requests();
  return requests.filter(({ method, path }) => method === 'POST' && path.includes(`/${kind}?`))
    .length;
}

describe('interrupted', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s while it follows: 130, the id, and the operation goes on',
    async (signal) => {
      const running = ana.start('backup', 'contoso-prod', '--json');
      await running.said('Azure accepted it');
      running.signal(signal);
      const { code, stdout } = await running.ended;
      const answer = JSON.parse(stdout);
      const [{ id }] = answer.data.operations;

      expect(code).toBe(130);
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'interrupted', hint: expect.stringContaining(`apim follow ${id}`) },
        data: { operations: [{ status: 'running' }] },
      });
      expect((await ana.json('follow', id)).data.operations).toMatchObject([
        { id, status: 'succeeded' },
      ]);
      expect(await posts('backup')).toBe(1);
    },
  );

  it('during the POST itself: waits for Azure’s answer, so that nothing is unclear', async () => {
    await sandbox().control.addFault({
      method: 'POST',
      path: '/backup\\?',
      play: { kind: 'slow', delayMs: 1500 },
    });
    const running = ana.start('backup', 'contoso-dev', '--json');
    await expect.poll(() => posts('backup'), { timeout: 20_000, interval: 20 }).toBe(1);
    running.signal('SIGINT');
    const { code, stdout } = await running.ended;

    expect(code).toBe(130);
    expect(JSON.parse(stdout).data.operations).toMatchObject([{ status: 'running' }]);
    expect((await ana.json('follow')).data.operations).toMatchObject([{ status: 'succeeded' }]);
    expect(await posts('backup')).toBe(1);
  });

  it('during the safety backup: the restore is never sent', async () => {
    await ana.json('backup', 'contoso-prod');
    const before = await arm().names(services.dr, 'apis');
    const running = ana.start(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--confirm', 'contoso-dr'],
      '--json',
    );
    await running.said('Azure accepted it');
    running.signal('SIGINT');
    const { code, stdout } = await running.ended;
    const answer = JSON.parse(stdout);

    expect(code).toBe(130);
    expect(answer.error.message).toContain('as it was');
    expect((await ana.json('follow')).code).toBe(0);
    expect(await posts('restore')).toBe(0);
    expect(await arm().names(services.dr, 'apis')).toEqual(before);
    expect((await ana.json('status')).data.operations).toEqual([]);
  });
});

describe('followed by two at once', () => {
  it('is polled by one and watched by the other, to the same end', async () => {
    const { data } = await ana.json('backup', 'contoso-eu', '--no-wait');
    const id = data.operations?.[0]?.id ?? '';

    const both = await Promise.all([ana.json('follow', id), ana.json('follow', id)]);

    for (const one of both) {
      expect(one.data.operations).toMatchObject([{ id, status: 'succeeded' }]);
    }
  });
});

describe('an operation whose fate is unclear', () => {
  it('is unknown, blocks its service, and can be given up for a reason', async () => {
    await ana.json('backup', 'contoso-prod');
    await sandbox().control.addFault({
      method: 'POST',
      path: '/restore\\?',
      play: { kind: 'reset', when: 'after' },
    });
    await sandbox().control.addFault({
      path: 'eventtypes',
      count: null,
      play: {
        kind: 'status',
        status: 403,
        body: { error: { code: 'AuthorizationFailed', message: 'no' } },
      },
    });
    const lost = await ana.json(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--confirm', 'contoso-dr'],
      ...['--no-safety-backup', '--reason', 'trying', '--timeout', '2s'],
    );
    const id = lost.data.operations?.[0]?.id ?? '';
    const status = await ana.json('status');
    const blocked = await ana.json('backup', 'contoso-dr');
    const noReason = await ana.json('abandon', id);
    const given = await ana.json('abandon', id, '--reason', 'seen in the portal');
    await sandbox().control.removeFaults();
    const after = await ana.json('backup', 'contoso-dr');

    expect(lost).toMatchObject({ code: 8, data: { operations: [{ status: 'unknown' }] } });
    expect(await posts('restore')).toBe(1);
    expect(status.data.operations).toMatchObject([{ id, status: 'unknown' }]);
    expect(blocked).toMatchObject({ code: 6, error: { code: 'operation-open' } });
    expect(noReason.code).toBe(2);
    expect(given).toMatchObject({ code: 0, data: { operations: [{ id, status: 'failed' }] } });
    expect(after.code).toBe(0);
  });

  it('cannot be given up while Azure says it runs', async () => {
    const { data } = await ana.json('backup', 'contoso-pay', '--no-wait');
    const id = data.operations?.[0]?.id ?? '';

    expect(await ana.json('abandon', id, '--reason', 'impatient')).toMatchObject({
      code: 6,
      error: { code: 'conflict' },
    });
    expect((await ana.json('follow')).code).toBe(0);
  });

  it('exits 5 for an operation nobody knows', async () => {
    expect(await ana.json('follow', '00000000')).toMatchObject({
      code: 5,
      error: { code: 'operation-not-found' },
    });
  });
});
