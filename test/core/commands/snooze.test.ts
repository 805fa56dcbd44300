import { beforeEach, describe, expect, it } from 'vitest';
import { restorableForMs } from '../../../packages/core/src/domain/backup.ts';
import type { Configuration } from '../../../packages/core/src/domain/configuration.ts';
import { refreshWarnings } from '../../../packages/core/src/workflows/refresh-warnings.ts';
import { aBackup, aService, dayMs } from '../domain/build-records.ts';
import { type Company, company } from '../workflows/world.ts';
import { lifeboatOf, runLine } from './run-line.ts';

let one: Company;
beforeEach(() => {
  const bare = company();
  const webhook = { url: 'https://hooks.contoso.com/x', secretVariable: null, events: null };
  const configuration: Configuration = { ...bare.work.configuration, webhooks: [webhook] };
  one = { ...bare, work: { ...bare.work, configuration } };
});

/** Brings contoso-prod's warnings up to date; its two backups end seven days from the start on. */
async function refresh(): Promise<void> {
  const { clock, store } = one.work.ports;
  await store.update((draft) => {
    const about = { service: one.prod.id, label: 'contoso-prod' };
    draft.put('service', aService({ id: one.prod.id, label: 'contoso-prod', at: clock.now() }));
    for (const id of ['b1', 'b2'])
      draft.put('backup', aBackup({ ...about, id, name: id, createdAt: madeAt }));
    refreshWarnings(draft, one.prod.id, one.work.configuration, clock.now());
  });
}

const madeAt = Date.UTC(2026, 10, 23, 3) + 7 * dayMs - restorableForMs;

async function thresholds(): Promise<(string | null)[]> {
  return (await one.work.ports.store.read()).all('notice').map(({ threshold }) => threshold);
}

const words = (blocks: unknown): string => JSON.stringify(blocks);

describe('snooze', () => {
  it('tells nobody of warnings until its end, not of new ones either; then of the most urgent', async () => {
    await refresh();
    await runLine(lifeboatOf(one), 'snooze contoso-prod 5d --reason "storage moves"');
    await one.work.ports.clock.advance(4.5 * dayMs);
    await refresh();
    expect(await thresholds()).toEqual(['7d']);

    await one.work.ports.clock.advance(dayMs / 2);
    await refresh();
    await refresh();

    expect(await thresholds()).toEqual(['7d', '3d']);
    const warnings = (await one.work.ports.store.read()).all('warning');
    expect(warnings.map(({ threshold }) => threshold)).toEqual(['7d', '3d']);
    expect(warnings.every(({ snoozedUntil }) => snoozedUntil === null)).toBe(true);
    await one.work.ports.clock.advance(dayMs);
    await refresh();
    expect(await thresholds()).toEqual(['7d', '3d', '1d']);
  });

  it('shows by whom, until when and why, in services, status and expiring, and in the trail', async () => {
    await refresh();
    const report = await runLine(
      lifeboatOf(one),
      'snooze contoso-prod 2d --reason "storage moves"',
    );

    expect(report.data.warnings).toMatchObject([
      { threshold: '7d', snoozedUntil: '2026-11-25T03:00:00Z', snoozedBy: 'ana' },
    ]);
    for (const line of ['services --offline', 'status', 'expiring']) {
      const shown = words((await runLine(lifeboatOf(one), line)).blocks);
      expect(shown, line).toContain('snoozed by ana until 25 Nov 03:00 UTC (in 2 d)');
      expect(shown, line).toContain('storage moves');
    }
    expect(one.work.ports.audit.entries).toMatchObject([
      {
        event: 'snooze',
        subject: 'contoso-prod',
        who: 'ana',
        what: expect.stringContaining('2 d'),
      },
    ]);
  });

  it('can be ended, which tells at once what still holds', async () => {
    await refresh();
    await runLine(lifeboatOf(one), 'snooze contoso-prod 10d');
    await one.work.ports.clock.advance(4 * dayMs);
    await refresh();

    const report = await runLine(lifeboatOf(one), 'snooze contoso-prod --end');

    expect(words(report.blocks)).toContain('Still true: its last restorable backup ends within 3d');
    expect(await thresholds()).toEqual(['7d', '3d']);
    expect(words((await runLine(lifeboatOf(one), 'snooze contoso-prod --end')).blocks)).toContain(
      'contoso-prod is not snoozed.',
    );
  });

  it('ends with the warnings when a fresh backup clears them', async () => {
    await refresh();
    await runLine(lifeboatOf(one), 'snooze contoso-prod 10d');
    const { clock, store } = one.work.ports;
    await store.update((draft) => {
      const fresh = aBackup({ id: 'b3', service: one.prod.id, createdAt: clock.now() });
      draft.put('backup', fresh);
      refreshWarnings(draft, one.prod.id, one.work.configuration, clock.now());
    });

    expect((await store.read()).all('warning')).toEqual([]);
  });

  it('says so when there is no warning, and then silences nothing', async () => {
    const report = await runLine(lifeboatOf(one), 'snooze contoso-prod 2d');

    expect(words(report.blocks)).toContain('contoso-prod has no warning');
    expect(report).toMatchObject({ data: { warnings: [] }, error: null });
    await refresh();
    expect(await thresholds()).toEqual(['7d']);
  });

  it.each([
    'snooze contoso-prod',
    'snooze contoso-prod 2d --end',
    'snooze contoso-prod 31d',
    'snooze contoso-prod 30d1s',
  ])('refuses `%s`', async (line) => {
    await expect(runLine(lifeboatOf(one), line)).rejects.toMatchObject({ code: 'usage' });
  });

  it('takes 30 days', async () => {
    await refresh();

    const report = await runLine(lifeboatOf(one), 'snooze contoso-prod 30d');

    expect(report.error).toBeNull();
  });
});
