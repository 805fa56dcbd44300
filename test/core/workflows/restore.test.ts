import { describe, expect, it } from 'vitest';
import { restorableForMs } from '../../../packages/core/src/domain/backup.ts';
import { blobName } from '../../../packages/core/src/domain/blob-name.ts';
import { startBackup } from '../../../packages/core/src/workflows/back-up.ts';
import { follow } from '../../../packages/core/src/workflows/follow.ts';
import {
  planRestore,
  type RestoreWish,
} from '../../../packages/core/src/workflows/plan-restore.ts';
import { startRestore } from '../../../packages/core/src/workflows/restore.ts';
import { type Company, company, place, plannedBackup, runThrough, stored } from './world.ts';

const { signal } = new AbortController();
const watch = { signal, onChange: () => undefined };
const hour = 60 * 60_000;

/** contoso-prod, backed up; its record, and a wish to restore it into contoso-dr. */
async function backedUp(
  options: Parameters<typeof company>[0] = {},
): Promise<{ one: Company; wish: RestoreWish }> {
  const one = company(options);
  const started = await startBackup(one.work, await plannedBackup(one), signal);
  const ended = await runThrough(one, follow(one.work, started.id, watch));
  const backup = (await one.work.ports.store.read()).get('backup', ended.backup ?? '');
  if (backup === null) throw new Error('no backup');
  return {
    one,
    wish: {
      target: one.dr,
      from: { ...place, name: backup.name, backup },
      storage: one.storage,
      noSafetyBackup: null,
      force: [],
      reason: null,
    },
  };
}

function starts(one: Company): string[] {
  return one.azure.runs().map((run) => `${run.kind} ${run.service.split('/').at(-1)}`);
}

describe('a restore', () => {
  it('backs its target up first, then replaces its configuration', async () => {
    const { one, wish } = await backedUp();
    one.azure.putService(one.prod.resourceId, { configuration: 'changed since' });
    const before = one.azure.service(one.dr.resourceId)?.configuration;

    const { restore, safetyBackup } = await runThrough(
      one,
      startRestore(one.work, await planRestore(one.work, wish), watch),
    );
    const ended = await runThrough(one, follow(one.work, restore.id, watch));

    expect(ended.status).toBe('succeeded');
    expect(starts(one)).toEqual(['backup contoso-prod', 'backup contoso-dr', 'restore contoso-dr']);
    expect(safetyBackup).toMatchObject({
      status: 'succeeded',
      purpose: 'safety',
      parent: restore.id,
    });
    expect(one.azure.service(one.dr.resourceId)?.configuration).not.toBe(before);
  });

  it('is not sent when the safety backup fails, and prints the way on', async () => {
    const { one, wish } = await backedUp();
    const planned = await planRestore(one.work, wish);
    const restoring = startRestore(one.work, planned, {
      signal,
      onChange: () =>
        one.azure.failLastRun({
          status: 400,
          code: 'BackupFailed',
          message: 'No room.',
          requestId: 'r',
          correlationId: null,
          details: [],
        }),
    });

    await expect(runThrough(one, restoring)).rejects.toMatchObject({
      code: 'safety-backup-failed',
      hint: expect.stringContaining('--no-safety-backup'),
      azure: { code: 'BackupFailed' },
    });
    expect(starts(one)).not.toContain('restore contoso-dr');
    expect(await stored(one, planned.operation.id)).toMatchObject({ status: 'not-started' });
  });

  it('makes no safety backup when a reason says so', async () => {
    const { one, wish } = await backedUp();
    const planned = await planRestore(one.work, { ...wish, noSafetyBackup: 'the target is empty' });

    await startRestore(one.work, planned, watch);

    expect(starts(one)).toEqual(['backup contoso-prod', 'restore contoso-dr']);
  });

  it('is not sent when the person stops during the safety backup', async () => {
    const { one, wish } = await backedUp();
    const person = new AbortController();
    const planned = await planRestore(one.work, wish);
    const restoring = startRestore(one.work, planned, {
      signal: person.signal,
      onChange: () => undefined,
    });
    restoring.catch(() => undefined);
    await one.work.ports.clock.untilSleepers(1);

    person.abort();

    await expect(restoring).rejects.toBeDefined();
    expect(await stored(one, planned.operation.id)).toMatchObject({ status: 'not-started' });
    expect(starts(one)).not.toContain('restore contoso-dr');
  });

  it('is not sent after a night’s sleep of the machine', async () => {
    const { one, wish } = await backedUp();
    const planned = await planRestore(one.work, wish);
    const { clock } = one.work.ports;
    const restoring = startRestore(one.work, planned, watch);
    restoring.catch(() => undefined);
    await clock.untilSleepers(1);

    clock.setWall(clock.now() + 8 * hour);

    await expect(runThrough(one, restoring)).rejects.toMatchObject({ code: 'not-confirmed' });
    expect(starts(one)).not.toContain('restore contoso-dr');
  });

  it('is not sent when the backup’s 30 days end while the safety backup is made', async () => {
    const { one, wish } = await backedUp();
    const { clock } = one.work.ports;
    await clock.advance(restorableForMs - 7 * 60_000 - 5 * 60_000);
    const planned = await planRestore(one.work, wish);
    expect(planned.plan.checks).toContainEqual(
      expect.objectContaining({ name: 'time-left', verdict: 'warn' }),
    );

    await expect(runThrough(one, startRestore(one.work, planned, watch))).rejects.toMatchObject({
      code: 'backup-expired',
    });
    expect(starts(one)).not.toContain('restore contoso-dr');
  });
});

describe('a restore is refused before any POST', () => {
  it('of an expired backup, unless Azure shall be the judge', async () => {
    const { one, wish } = await backedUp();
    await one.work.ports.clock.advance(restorableForMs);
    const planned = await planRestore(one.work, wish);

    await expect(startRestore(one.work, planned, watch)).rejects.toMatchObject({
      code: 'backup-expired',
    });

    const forced = await planRestore(one.work, {
      ...wish,
      force: ['expired'],
      reason: 'try',
      noSafetyBackup: 'try',
    });
    expect((await startRestore(one.work, forced, watch)).restore.status).toBe('failed');
  });

  it('into another tier', async () => {
    const { one, wish } = await backedUp();
    one.azure.putService(one.dr.resourceId, { tier: 'Developer' });

    await expect(
      startRestore(one.work, await planRestore(one.work, wish), watch),
    ).rejects.toMatchObject({ code: 'tier-differs' });
  });

  it('of a blob that is gone', async () => {
    const { one, wish } = await backedUp();
    one.azure.removeBlob(place, wish.from.name);

    await expect(
      startRestore(one.work, await planRestore(one.work, wish), watch),
    ).rejects.toMatchObject({ code: 'backup-missing' });
  });

  it('but not because the storage cannot be read: a blind check does not block', async () => {
    const { one, wish } = await backedUp();
    const mend = one.azure.refuse('blobs.head', 'denied');
    const planned = await planRestore(one.work, { ...wish, noSafetyBackup: 'try' });

    expect(planned.plan.checks).toContainEqual(
      expect.objectContaining({ name: 'backup-present', verdict: 'unknown' }),
    );
    expect((await startRestore(one.work, planned, watch)).restore.status).toBe('running');
    mend();
  });
});

describe('a backup known only by its URL', () => {
  it('has its tier and age from its stamped name', async () => {
    const { one } = await backedUp();
    const { clock } = one.work.ports;
    const at = clock.now() - 40 * 24 * hour;
    const name = blobName({
      azureName: 'contoso-old',
      tier: 'Developer',
      region: 'westeurope',
      at,
    });
    one.azure.putBlob(place, name);

    const { plan } = await planRestore(one.work, {
      target: one.dr,
      from: { ...place, name, backup: null },
      storage: one.storage,
      noSafetyBackup: null,
      force: [],
      reason: null,
    });

    expect(plan.from).toMatchObject({ createdAt: at, estimated: true });
    const failing = plan.checks
      .filter((check) => check.verdict === 'fail')
      .map((check) => check.name);
    expect(failing).toEqual(['same-tier', 'expired']);
  });
});
