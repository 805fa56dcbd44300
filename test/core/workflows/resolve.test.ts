import { describe, expect, it } from 'vitest';
import type { Backup } from '../../../packages/core/src/domain/backup.ts';
import { restorableForMs } from '../../../packages/core/src/domain/backup.ts';
import { backupId } from '../../../packages/core/src/domain/backup-id.ts';
import { resolveBackup } from '../../../packages/core/src/workflows/resolve-backup.ts';
import { resolveService } from '../../../packages/core/src/workflows/resolve-service.ts';
import { resolveStorage, storageAt } from '../../../packages/core/src/workflows/resolve-storage.ts';
import { type Company, company, place } from './world.ts';

const hour = 60 * 60_000;

async function withBackups(one: Company, ...backups: Partial<Backup>[]): Promise<Backup[]> {
  const made = backups.map((changes, index): Backup => {
    const name = changes.name ?? `backup-${index}`;
    return {
      id: backupId({ ...place, name }),
      service: one.prod.id,
      label: 'contoso-prod',
      ...place,
      name,
      url: `https://stcontosodr.blob.core.windows.net/apim-backups/${name}`,
      purpose: 'manual',
      createdAt: one.work.ports.clock.now() - hour,
      estimated: false,
      tier: 'Premium',
      region: 'westeurope',
      state: 'present',
      seenAt: one.work.ports.clock.now(),
      etag: null,
      sizeBytes: 1,
      operation: null,
      note: null,
      settings: null,
      imported: false,
      ...changes,
    };
  });
  await one.work.ports.store.update((draft) => {
    for (const backup of made) draft.put('backup', backup);
  });
  return made;
}

async function named(one: Company, text: string, target = one.dr): Promise<string> {
  const snapshot = await one.work.ports.store.read();
  const { configuration, ports } = one.work;
  return resolveBackup(
    { configuration, snapshot, target, targetTier: 'Premium', now: ports.clock.now() },
    text,
  ).name;
}

describe('the name of a backup', () => {
  it('is an id, a blob name, or a URL, known or not', async () => {
    const one = company();
    const [backup] = await withBackups(one, { name: 'known' });

    expect(await named(one, backup?.id ?? '')).toBe('known');
    expect(await named(one, 'known')).toBe('known');
    expect(await named(one, 'https://stcontosodr.blob.core.windows.net/other/foreign.bin')).toBe(
      'foreign.bin',
    );
  });

  it('is the newest restorable one of a service, safety backups left out', async () => {
    const one = company();
    const now = one.work.ports.clock.now();
    await withBackups(
      one,
      { name: 'older', createdAt: now - 5 * hour },
      { name: 'newer', createdAt: now - 3 * hour },
      { name: 'safety', createdAt: now - 2 * hour, purpose: 'safety' },
      { name: 'gone', createdAt: now - hour, state: 'missing' },
      { name: 'past', createdAt: now - restorableForMs },
    );

    expect(await named(one, 'latest:contoso-prod')).toBe('newer');
  });

  it('is the last one that was started before a time, not at it', async () => {
    const one = company();
    const now = one.work.ports.clock.now();
    await withBackups(
      one,
      { name: 'before', createdAt: now - 3 * hour },
      { name: 'at', createdAt: now - 2 * hour },
    );

    expect(await named(one, `contoso-prod@${new Date(now - 2 * hour).toISOString()}`)).toBe(
      'before',
    );
  });

  it('prefers one that fits the target’s tier, and else names the newest for the plan to refuse', async () => {
    const one = company();
    const now = one.work.ports.clock.now();
    await withBackups(one, { name: 'developer', tier: 'Developer', createdAt: now - hour });
    expect(await named(one, 'latest:contoso-prod')).toBe('developer');

    await withBackups(one, { name: 'premium', createdAt: now - 9 * hour });
    expect(await named(one, 'latest:contoso-prod')).toBe('premium');
  });

  it.each([
    ['latest', 'standby-latest'],
    ['latest:contoso-prod', 'backup-not-found'],
    ['latest:nobody', 'service-not-found'],
    ['contoso-prod@teatime', 'usage'],
    ['https://evil.example/c/b', 'usage'],
    ['https://stcontosodr.blob.core.windows.net/only-a-container', 'usage'],
    ['nothing', 'backup-not-found'],
  ])('is refused: %s', async (text, code) => {
    await expect(named(company(), text)).rejects.toMatchObject({ code });
  });

  it('is refused when it names two', async () => {
    const one = company();
    await withBackups(one, { name: 'same' });
    await withBackups(one, { name: 'same', id: 'b0000000000', container: 'other' });

    await expect(named(one, 'same')).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('a name that no backup has', () => {
  it.each([
    ['b000000001x', 'Did you mean b0000000010? A backup is named by'],
    ['yesterdya', 'Did you mean yesterday? A backup'],
    ['something-else-entirely', 'See `apim backups`. A backup is named by'],
  ])('%s suggests the nearest', async (text, hint) => {
    const one = company();
    await withBackups(one, { id: 'b0000000010', name: 'yesterday' });

    await expect(named(one, text)).rejects.toMatchObject({
      code: 'backup-not-found',
      hint: expect.stringContaining(hint),
    });
  });
});

describe('the name of a service', () => {
  const { configuration } = company().work;

  it.each(['contoso-prod', 'CONTOSO-PROD', 'contoso-p'])(
    'is its key, in any case, or an unambiguous beginning: %s',
    (name) => {
      expect(resolveService(configuration, name, { exact: false }).label).toBe('contoso-prod');
    },
  );

  it.each([
    ['contoso', false, 'usage'],
    ['contso-prod', false, 'service-not-found'],
    ['contoso-p', true, 'service-not-found'],
    ['/subscriptions/x', false, 'usage'],
  ])('is refused: %s (exact: %s)', (name, exact, code) => {
    expect(() => resolveService(configuration, name, { exact })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it.each([
    ['contoso', 'Did you mean contoso-prod or contoso-dr?'],
    ['contoso-p', 'Did you mean contoso-prod?'],
  ])('is never abbreviated for a restore: %s could be', (name, hint) => {
    expect(() => resolveService(configuration, name, { exact: true })).toThrow(
      expect.objectContaining({ code: 'service-not-found', hint }),
    );
  });

  it('suggests the nearest', () => {
    expect(() => resolveService(configuration, 'contso-prod', { exact: true })).toThrow(
      expect.objectContaining({ hint: 'Did you mean contoso-prod?' }),
    );
  });

  it('is a resource id in any case, of a configured service or of any other', () => {
    const id = company().prod.resourceId;

    expect(resolveService(configuration, id.toUpperCase(), { exact: true }).label).toBe(
      'contoso-prod',
    );
    expect(
      resolveService(configuration, id.replace('contoso-prod', 'fabrikam'), { exact: true }),
    ).toMatchObject({ label: 'fabrikam', configured: false });
  });
});

describe('a storage', () => {
  const none = { access: null, clientId: null };

  it('is reached the way its service is, wherever the backup lies', () => {
    const one = company();
    const own = {
      ...one.prod,
      storage: { ...one.storage, access: 'user-identity' as const, clientId: 'c-1' },
    };

    expect(storageAt(one.work.configuration, own, place, none)).toMatchObject({
      access: 'user-identity',
      clientId: 'c-1',
    });
  });

  it('that nobody knows is told what is known', () => {
    const one = company();

    for (const [name, hint] of [
      ['mian', 'Did you mean main?'],
      ['elsewhere', 'Name a key under `storage:` (main), or a container URL.'],
    ] as const) {
      expect(() => resolveStorage(one.work.configuration, one.prod, name, none)).toThrow(
        expect.objectContaining({ code: 'storage-not-found', hint }),
      );
    }
  });

  it('that nobody configured wants to be told how to get in', () => {
    const one = company();
    const elsewhere = { account: 'stother', container: 'c' };

    expect(() => storageAt(one.work.configuration, one.prod, elsewhere, none)).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
    expect(
      storageAt(one.work.configuration, one.prod, elsewhere, {
        access: 'system-identity',
        clientId: null,
      }),
    ).toMatchObject(elsewhere);
  });

  it.each([
    ['nowhere', none, 'storage-not-found'],
    ['mian', none, 'storage-not-found'],
    ['https://evil.example/c', none, 'usage'],
    ['main', { access: 'user-identity' as const, clientId: null }, 'usage'],
  ])('is refused: %s', (name, wish, code) => {
    const one = company();

    expect(() => resolveStorage(one.work.configuration, one.prod, name, wish)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
