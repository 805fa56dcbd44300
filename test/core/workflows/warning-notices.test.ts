import { describe, expect, it } from 'vitest';
import { blobName } from '../../../packages/core/src/domain/blob-name.ts';
import { refreshAllWarnings } from '../../../packages/core/src/workflows/refresh-all-warnings.ts';
import { refreshFleet } from '../../../packages/core/src/workflows/refresh-fleet.ts';
import { endStops, pauseSchedule } from '../../../packages/core/src/workflows/stops.ts';
import type { Work } from '../../../packages/core/src/workflows/work.ts';
import { day, type Fleet, fleet, hour, place, processOf } from './schedule/watched-fleet.ts';

const { signal } = new AbortController();
const quiet = (): void => undefined;

/** One service whose only backup was made so many days ago. */
async function withBackup(ageDays: number): Promise<{ one: Fleet; work: Work }> {
  const one = fleet(1);
  const work = processOf(one, 1);
  const at = one.clock.now() - ageDays * day;
  const name = blobName({ azureName: 'service-00', tier: 'Premium', region: 'westeurope', at });
  one.azure.putBlob(place, name, { createdAt: at, modifiedAt: at });
  await refreshFleet(work);
  return { one, work };
}

async function notices({ ports }: Work) {
  return (await ports.store.read()).all('notice');
}

describe('a warning', () => {
  it('becomes one notice when it is crossed, whoever looks and however often', async () => {
    const { one, work } = await withBackup(22.5);
    expect((await notices(work)).map(({ event }) => event)).toEqual(['late']);

    await one.clock.advance(12 * hour);
    const other = processOf(one, 2);
    await Promise.all([
      refreshAllWarnings(work, signal, quiet),
      refreshAllWarnings(other, signal, quiet),
    ]);
    await refreshAllWarnings(work, signal, quiet);

    const told = await notices(work);
    expect(told.map(({ event, threshold, severity }) => [event, threshold, severity])).toEqual([
      ['late', 'late', 'warning'],
      ['expiry', '7d', 'warning'],
      ['expiry', 'last-restorable', 'critical'],
    ]);
    expect(told[1]?.text).toContain('apim backup service-00');
  });

  it.each([
    [27.1, '3d', 'warning'],
    [29.1, '1d', 'critical'],
    [30.1, 'expired', 'critical'],
  ] as const)(
    'about a backup %d days old has the threshold %s and is %s',
    async (age, threshold, severity) => {
      const { work } = await withBackup(age);

      const told = (await notices(work)).find((notice) => notice.threshold === threshold);
      expect(told).toMatchObject({ event: 'expiry', severity, answeredAt: null });
    },
  );

  it('is answered by a fresh backup, and so are its notices', async () => {
    const { one, work } = await withBackup(29.1);
    const at = one.clock.now();
    const name = blobName({ azureName: 'service-00', tier: 'Premium', region: 'westeurope', at });
    one.azure.putBlob(place, name, { createdAt: at, modifiedAt: at });

    await refreshFleet(work);

    expect((await work.ports.store.read()).all('warning')).toEqual([]);
    expect((await notices(work)).every(({ answeredAt }) => answeredAt === at)).toBe(true);
  });

  it('is told again when the backup that answered it vanishes', async () => {
    const { one, work } = await withBackup(27.1);
    const at = one.clock.now();
    const name = blobName({ azureName: 'service-00', tier: 'Premium', region: 'westeurope', at });
    one.azure.putBlob(place, name, { createdAt: at, modifiedAt: at });
    await refreshFleet(work);
    one.azure.removeBlob(place, name);
    await one.clock.advance(hour);
    await refreshFleet(work);

    const told = (await notices(work)).filter(({ threshold }) => threshold === '3d');
    expect(told.map(({ answeredAt }) => answeredAt)).toEqual([at, null]);
    await refreshAllWarnings(work, signal, quiet);
    expect((await notices(work)).filter(({ threshold }) => threshold === '3d')).toHaveLength(2);
  });

  it('writes nothing while nothing changes', async () => {
    const { work } = await withBackup(22.5);
    const { revision } = await work.ports.store.read();

    await refreshAllWarnings(work, signal, quiet);

    expect((await work.ports.store.read()).revision).toBe(revision);
  });
});

describe('a pause', () => {
  it('reminds each week and at its end, once, and is over then', async () => {
    const one = fleet(1);
    const work = processOf(one, 1);
    const [service] = one.services;
    if (service === undefined) throw new Error('a service');
    await pauseSchedule(work, service, { forMs: 20 * day, reason: 'migration' });
    const seen: string[][] = [];

    for (let passed = 0; passed < 21; passed += 1) {
      await endStops(work);
      await endStops(processOf(one, 2));
      seen.push((await notices(work)).map(({ severity }) => severity));
      await one.clock.advance(day);
    }

    expect(seen[6]).toEqual([]);
    expect(seen[7]).toEqual(['warning']);
    expect(seen[13]).toEqual(['warning']);
    expect(seen[14]).toEqual(['warning', 'warning']);
    expect(seen[20]).toEqual(['warning', 'warning', 'info']);
    expect((await work.ports.store.read()).all('pause')).toEqual([]);
  });

  it('reminds once of all the weeks in which nobody looked', async () => {
    const one = fleet(1);
    const work = processOf(one, 1);
    const [service] = one.services;
    if (service === undefined) throw new Error('a service');
    await pauseSchedule(work, service, { forMs: 28 * day, reason: null });
    await one.clock.advance(22 * day);

    await endStops(work);

    expect(await notices(work)).toHaveLength(1);
  });
});
