import { describe, expect, it } from 'vitest';
import type { CheckDocument } from '../../../packages/core/src/commands/json.ts';
import type { Block } from '../../../packages/core/src/commands/report.ts';
import { aBackup } from '../domain/build-records.ts';
import { type Company, company, place, plannedBackup } from '../workflows/world.ts';
import { lifeboatOf, recordingDoor, runLine } from './run-line.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** A company whose machine has a clock this far ahead of Azure's. */
function apart(ms: number): Company {
  const one = company();
  const { clock } = one.work.ports;
  const tellTime = (): void =>
    one.azure.script('apiManagement.get', (perform) => {
      tellTime();
      const look = perform();
      return look.seen ? { ...look, date: clock.now() - ms } : look;
    });
  tellTime();
  return one;
}

function sentences(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'sentence' ? [block.text] : []));
}

function clockIn(blocks: readonly Block[]): string[] {
  return sentences(blocks).filter((text) => text.includes("This machine's clock"));
}

describe('a clock that is wrong', () => {
  it.each([
    [12 * minuteMs, '12 min ahead of Azure'],
    [-2 * minuteMs, '2 min behind Azure'],
  ])(
    'is said by a plan with %d ms, by how much and what it spoils, and blocks nothing',
    async (ms, words) => {
      const { plan } = await plannedBackup(apart(ms));
      const check = plan.checks.find(({ name }) => name === 'clock');

      expect(check).toMatchObject({ verdict: 'warn', remedy: expect.stringContaining('NTP') });
      expect(check?.measured).toContain(words);
      expect(check?.measured).toContain('ages and expiry are computed from a wrong clock');
    },
  );

  it.each([0, minuteMs / 2])('is not said by a plan with %d ms', async (ms) => {
    const { plan } = await plannedBackup(apart(ms));

    expect(plan.checks.map(({ name }) => name)).not.toContain('clock');
  });

  it('is said once when several services are backed up', async () => {
    const one = apart(12 * minuteMs);
    const door = recordingDoor();

    await runLine(lifeboatOf(one), 'backup --all --no-wait', { door });

    const said = sentences(door.said).filter((text) => text.includes('ahead of Azure'));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^This machine's clock is 12 min ahead of Azure: /);
  });

  it('is said by a restore that is confirmed by its flag, which shows no plan', async () => {
    const one = apart(12 * minuteMs);
    const { store, clock } = one.work.ports;
    const backup = aBackup({
      service: one.prod.id,
      ...place,
      createdAt: clock.now() - dayMs,
      seenAt: clock.now(),
    });
    one.azure.putBlob(place, backup.name, { createdAt: backup.createdAt });
    await store.update((draft) => draft.put('backup', backup));
    const door = recordingDoor();

    await runLine(
      lifeboatOf(one),
      `restore contoso-dr --from ${backup.id} --confirm contoso-dr --no-wait --no-safety-backup --reason drill`,
      { door },
    );

    expect(sentences(door.said).join('\n')).toContain('12 min ahead of Azure');
    expect(one.azure.calls('apiManagement.start')).toHaveLength(1);
  });

  it('is said by `services`, and afterwards without a question to Azure by those that read the store', async () => {
    const one = apart(12 * minuteMs);
    const lifeboat = lifeboatOf(one);
    const fleet = await runLine(lifeboat, 'services');
    const asked = one.azure.calls('apiManagement.get').length;
    await one.work.ports.clock.advance(3 * 60 * minuteMs);
    const later = ['status', 'services --offline', 'expiring'];
    const reports = [];
    for (const line of later) reports.push(await runLine(lifeboat, line));

    expect(clockIn(fleet.blocks)).toEqual([
      expect.stringMatching(/^This machine's clock is 12 min ahead of Azure: ages and expiry /),
    ]);
    for (const { blocks, data } of reports) {
      expect(clockIn(blocks)).toEqual([
        expect.stringMatching(
          /was 12 min ahead of Azure when Azure was last read \(3 h ago\): ages/,
        ),
      ]);
      expect((data.checks as CheckDocument[]).map(({ name, verdict }) => [name, verdict])).toEqual([
        ['clock', 'fail'],
      ]);
    }
    expect(one.azure.calls('apiManagement.get')).toHaveLength(asked);
  });

  it.each([
    [12 * minuteMs, 'was 12 min ahead of Azure'],
    [2 * minuteMs, null],
  ])('turns `status --check` red from five minutes on: %d ms', async (ms, words) => {
    const one = apart(ms);
    await runLine(lifeboatOf(one), 'services');

    const { error } = await runLine(lifeboatOf(one), 'status --check');

    if (words === null) expect(error?.message ?? '').not.toContain('clock');
    else expect(error?.message).toContain(words);
  });

  it('is forgotten with the next answer, and when it was set back since', async () => {
    const one = apart(12 * minuteMs);
    const lifeboat = lifeboatOf(one);
    await runLine(lifeboat, 'services');
    const { clock } = one.work.ports;
    clock.setWall(clock.now() - 12 * minuteMs);
    const setBack = await runLine(lifeboat, 'status');
    clock.setWall(clock.now() + 13 * minuteMs);
    const wrongAgain = await runLine(lifeboat, 'status');
    for (const service of [one.prod, one.dr]) {
      await one.work.ports.store.update((draft) => {
        const seen = draft.get('service', service.id);
        if (seen !== null) draft.put('service', { ...seen, at: clock.now(), azureAt: clock.now() });
      });
    }
    const right = await runLine(lifeboat, 'status');

    expect(clockIn(setBack.blocks)).toEqual([]);
    expect(clockIn(wrongAgain.blocks)).toHaveLength(1);
    expect(clockIn(right.blocks)).toEqual([]);
    expect(right.data.checks).toEqual([]);
  });
});
