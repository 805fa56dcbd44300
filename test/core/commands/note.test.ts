import { describe, expect, it } from 'vitest';
import { aBackup } from '../domain/build-records.ts';
import { company } from '../workflows/world.ts';
import { lifeboatOf, runLine } from './run-line.ts';

async function withBackup() {
  const one = company();
  const { store, clock } = one.work.ports;
  const backup = aBackup({
    id: 'b-1',
    service: one.prod.id,
    label: 'contoso-prod',
    createdAt: clock.now() - 60_000,
  });
  await store.update((draft) => draft.put('backup', backup));
  const kept = async () => (await store.read()).get('backup', 'b-1')?.note;
  return { one, lifeboat: lifeboatOf(one), kept };
}

describe('note', () => {
  it('keeps the words with the backup and in the trail', async () => {
    const { one, lifeboat, kept } = await withBackup();

    const report = await runLine(lifeboat, 'note latest:contoso-prod before the upgrade');

    expect(await kept()).toBe('before the upgrade');
    expect(report.data.backup).toMatchObject({ id: 'b-1', note: 'before the upgrade' });
    expect(one.work.ports.audit.entries).toMatchObject([
      { event: 'note', subject: 'b-1', what: 'Noted: before the upgrade', who: 'ana' },
    ]);
  });

  it('replaces an older note, and removes it with --clear', async () => {
    const { lifeboat, kept } = await withBackup();

    await runLine(lifeboat, 'note b-1 one');
    await runLine(lifeboat, 'note b-1 two');
    expect(await kept()).toBe('two');

    await runLine(lifeboat, 'note b-1 --clear');
    expect(await kept()).toBeNull();
  });

  it.each(['note b-1', 'note b-1 words --clear'])('refuses `%s`', async (line) => {
    const { lifeboat, kept } = await withBackup();

    await expect(runLine(lifeboat, line)).rejects.toMatchObject({ code: 'usage' });
    expect(await kept()).toBeNull();
  });

  it('says so when there is no such backup', async () => {
    const { lifeboat } = await withBackup();

    await expect(runLine(lifeboat, 'note nothing words')).rejects.toMatchObject({
      code: 'backup-not-found',
    });
  });
});
