import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../packages/core/src/domain/audit.ts';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import { aBackup } from '../domain/build-records.ts';
import { company } from '../workflows/world.ts';
import { lifeboatOf, runLine } from './run-line.ts';

async function trail(count: number, changes: (at: number) => Partial<AuditEntry> = () => ({})) {
  const one = company();
  for (let at = 0; at < count; at += 1) {
    await one.work.ports.audit.append({
      at: '2026-11-23T02:00:00Z',
      event: 'note',
      who: 'ana',
      host: 'laptop',
      door: 'cli',
      subject: 'contoso-prod',
      operation: null,
      what: `entry ${at}`,
      why: null,
      record: { kept: 'inside' },
      ...changes(at),
    });
  }
  return lifeboatOf(one);
}

async function shown(lifeboat: Awaited<ReturnType<typeof trail>>, line: string): Promise<string[]> {
  const { data } = await runLine(lifeboat, line);
  return (data.entries as AuditEntry[]).map((entry) => entry.what);
}

describe('audit', () => {
  it('shows the newest 50, oldest first, without the records inside', async () => {
    const lifeboat = await trail(60);
    const { data } = await runLine(lifeboat, 'audit');

    expect(await shown(lifeboat, 'audit')).toEqual(
      Array.from({ length: 50 }, (_, at) => `entry ${at + 10}`),
    );
    expect(JSON.stringify(data)).not.toContain('inside');
  });

  it('shows the newest about a subject, an operation or a person', async () => {
    const lifeboat = await trail(6, (at) =>
      at % 2 === 0 ? { subject: 'contoso-dr', operation: 'op-1', who: 'raj' } : {},
    );

    expect(await shown(lifeboat, 'audit Contoso-DR --limit 2')).toEqual(['entry 2', 'entry 4']);
    expect(await shown(lifeboat, 'audit op-1')).toHaveLength(3);
    expect(await shown(lifeboat, 'audit raj')).toHaveLength(3);
  });

  it.each([
    ['contoso-prid', 'service-not-found', 'Did you mean contoso-prod?'],
    ['rja', 'service-not-found', 'Did you mean raj?'],
    ['contoso-gome', 'service-not-found', 'Did you mean contoso-gone?'],
    ['somebody-else', 'service-not-found', 'Known services: contoso-prod, contoso-dr.'],
    ['b0123456789', 'backup-not-found', 'Known services'],
    ['6f10c2de-0000', 'operation-not-found', 'Known services'],
  ])('says that nobody knows %s, with the nearest name', async (typed, code, hint) => {
    const lifeboat = await trail(2, (at) =>
      at === 1 ? { who: 'raj', subject: 'contoso-gone' } : {},
    );

    await expect(runLine(lifeboat, `audit ${typed}`)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(typed),
      hint: expect.stringContaining(hint),
    });
  });

  it('answers about a service that is not configured any more, as long as the trail knows it', async () => {
    const lifeboat = await trail(2, (at) => (at === 1 ? { subject: 'contoso-gone' } : {}));

    expect(await shown(lifeboat, 'audit contoso-gone')).toEqual(['entry 1']);
  });

  it.each(['contoso-dr', 'default', 'stcontosodr/apim-backups'])(
    'says that nothing was written down about %s, which is known',
    async (name) => {
      const report = await runLine(await trail(1), `audit ${name}`);

      expect(report.data.entries).toEqual([]);
      expect(JSON.stringify(report.blocks)).toContain(
        `Nothing was written down about ${name} yet.`,
      );
    },
  );

  it('finds a service by the beginning of its name and by its id, a backup by the operation that made it', async () => {
    const lifeboat = await trail(3, (at) =>
      at === 2 ? { subject: null, operation: 'op-12345' } : {},
    );
    const { store } = lifeboat.ports;
    const made = aBackup({ operation: 'op-12345' });
    await store.update((draft) => draft.put('backup', made));
    const [service] = lifeboat.configuration.services;

    for (const name of ['contoso-p', service?.resourceId]) {
      expect(await shown(lifeboat, `audit ${name}`)).toEqual(['entry 0', 'entry 1']);
    }
    expect(await shown(lifeboat, `audit ${made.id}`)).toEqual(['entry 2']);
    expect(await shown(lifeboat, `audit ${made.name}`)).toEqual(['entry 2']);
  });

  it('reads the trail when the store cannot be read, and calls nobody unknown then', async () => {
    const lifeboat = await trail(2, (at) => (at === 1 ? { subject: 'contoso-gone' } : {}));
    const read = () => Promise.reject(new LifeboatError('store-newer', 'newer'));
    const blind = {
      ...lifeboat,
      ports: { ...lifeboat.ports, store: { ...lifeboat.ports.store, read } },
    };

    expect(await shown(blind, 'audit contoso-gone')).toEqual(['entry 1']);
    expect(await shown(blind, 'audit somebody')).toEqual([]);
  });

  it.each(['0', '1.5'])('refuses a limit of %s', async (limit) => {
    await expect(runLine(await trail(1), `audit --limit ${limit}`)).rejects.toMatchObject({
      code: 'usage',
    });
  });

  it('says how many lines could not be read', async () => {
    const one = company();
    const audit = { ...one.work.ports.audit, read: async () => ({ entries: [], unreadable: 2 }) };
    const lifeboat = lifeboatOf(one, { ports: { ...one.work.ports, audit } });

    const report = await runLine(lifeboat, 'audit');

    expect(report.data.unreadable).toBe(2);
    expect(JSON.stringify(report.blocks)).toContain('2 lines of the trail cannot be read');
  });
});
