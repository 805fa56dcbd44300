import { describe, expect, it } from 'vitest';
import type { Report } from '../../../packages/core/src/commands/report.ts';
import type { Backup } from '../../../packages/core/src/domain/backup.ts';
import type { StartAnswer } from '../../../packages/core/src/ports/azure.ts';
import { aBackup } from '../domain/build-records.ts';
import { type Company, company, place } from '../workflows/world.ts';
import { lifeboatOf, runLine } from './run-line.ts';

const dayMs = 24 * 3_600_000;

/** The company with backups of contoso-prod this many days old, blobs included. */
async function withBackups(...ages: readonly (number | [number, Partial<Backup>])[]) {
  const one = company();
  const { store, clock } = one.work.ports;
  for (const [at, each] of ages.entries()) {
    const [days, changes] = typeof each === 'number' ? [each, {}] : each;
    const backup = aBackup({
      id: `b000000000${at}`,
      name: `backup-${at}`,
      service: one.prod.id,
      label: one.prod.label,
      ...place,
      createdAt: clock.now() - days * dayMs,
      seenAt: clock.now(),
      ...changes,
    });
    one.azure.putBlob(place, backup.name, { createdAt: backup.createdAt });
    await store.update((draft) => draft.put('backup', backup));
  }
  return one;
}

function rejected(status: number, code: string): StartAnswer {
  const azure = { status, code, message: 'no', requestId: 'r', correlationId: null, details: [] };
  return { kind: 'rejected', azure };
}

const line = 'restore contoso-dr --from b0000000000 --confirm contoso-dr --no-safety-backup';

function forced(one: Company): Promise<Report> {
  return runLine(lifeboatOf(one), `${line} --force expired --reason drill`);
}

describe('a restore that was forced and that Azure refused as expired', () => {
  it('names the newest restorable backup of the same service instead of --force again', async () => {
    const one = await withBackups(
      40,
      3,
      5,
      [1, { purpose: 'safety' }],
      [1, { state: 'missing' }],
      [2, { tier: 'Developer' }],
      [1, { service: 'public|/other', label: 'other' }],
    );

    const { error } = await forced(one);

    expect(error).toMatchObject({
      code: 'azure-failed',
      azure: { message: 'Cannot restore: backup expired' },
    });
    expect(error?.hint).toMatch(
      /newest one of contoso-prod that can be restored was made .* \(3 d ago\): .* --from b0000000001 and without --force\.$/,
    );
    expect(error?.hint).not.toContain('--force expired');
  });

  it('says how to go on without any backup where there is no younger one', async () => {
    const { error } = await forced(await withBackups(40, 35));

    expect(error?.hint).toContain('No younger one of contoso-prod is known: `apim reconcile`');
    expect(error?.hint).toContain('rebuild the service from its code');
    expect(error?.hint).not.toContain('--force');
  });

  it('is known by the clock of Azure where that of this machine is wrong', async () => {
    const one = await withBackups(40);
    const { clock } = one.work.ports;
    // By this clock the backup is ten days old.
    clock.setWall(clock.now() - 30 * dayMs);
    one.azure.script('apiManagement.get', (perform) => ({
      ...perform(),
      date: clock.now() + 30 * dayMs,
    }));
    one.azure.script('apiManagement.start', rejected(400, 'RestoreFailed'));

    expect((await forced(one)).error?.hint).toContain(
      'Azure restores no backup older than 30 days.',
    );
  });

  it('is not offered again by the next plan', async () => {
    const one = await withBackups(40);
    const before = await runLine(lifeboatOf(one), `${line} --reason drill --plan`);
    await forced(one);
    const after = await runLine(lifeboatOf(one), `${line} --reason drill --plan`);

    expect(before.error?.hint).toContain('--force expired --reason');
    expect(after.error?.hint).toBe(
      'Azure refused it already. Choose a younger one, or rebuild the service from its code.',
    );
  });

  it('keeps the advice for a code that tells of something else', async () => {
    const one = await withBackups(40, 3);
    one.azure.script('apiManagement.start', rejected(409, 'ServiceLocked'));

    expect((await forced(one)).error?.hint).toContain('Another management operation runs');
  });
});

describe('the plan of a restore of a backup that is over', () => {
  it('names a younger one', async () => {
    const { error } = await runLine(
      lifeboatOf(await withBackups(40, 3)),
      `${line} --reason drill --plan`,
    );

    expect(error?.hint).toContain('Choose a younger one: --from b0000000001, or let Azure');
  });
});
