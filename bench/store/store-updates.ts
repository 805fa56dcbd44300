import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { figuresOf, percentile } from '../measure/figures.ts';
import type { Bench, Figure, Result, Scenario } from '../scenario.ts';
import { putBackup, seenService } from './history.ts';
import { configurationOf, openIn } from './open.ts';

const sizes = [100, 1_000, 5_000];
const services = 12;
const targetMs = 25;
const hourMs = 3_600_000;

/** How long one update of the memory takes, on the disk when it resolves, as the memory grows. */
export const storeUpdates: Scenario = {
  name: 'store',
  title: `one store update at ${sizes.join(', ')} records`,
  run: async (bench) => {
    const figures: Figure[] = [];
    for (const size of sizes) figures.push(...(await measureAt(size, bench)));
    return {
      figures,
      notes: [
        'Half the records are backups, half their operations, each with the settings of its service; every update changes one record of 5,000 and is on the disk (fsync of file and folder) when it counts as done.',
      ],
    } satisfies Result;
  },
};

async function measureAt(records: number, { folder, rounds, say }: Bench): Promise<Figure[]> {
  say(`${records} records`);
  const place = join(folder, String(records));
  await mkdir(place);
  await writeFile(join(place, 'config.yaml'), configurationOf(services));
  const lifeboat = await openIn(place);
  const { store } = lifeboat.ports;
  const now = Date.now();
  await store.update((draft) => {
    for (let index = 0; index < records / 2; index += 1) {
      const service = index % services;
      putBackup(
        draft.put,
        { service, index: Math.floor(index / services), at: now - hourMs * index },
        now,
      );
    }
  });
  const times: number[] = [];
  const counted = rounds ?? 200;
  for (let round = -20; round < counted; round += 1) {
    const startedAt = performance.now();
    await store.update((draft) => {
      draft.put('service', seenService(Math.abs(round) % services, now + round));
    });
    if (round >= 0) times.push(performance.now() - startedAt);
  }
  await lifeboat.close();
  const { size } = await stat(join(place, 'state', 'store.json'));
  return [
    {
      name: `${records} records: half of the updates within`,
      ...figuresOf(times),
      value: percentile(times, 50),
      unit: 'ms',
    },
    {
      name: `${records} records: 95 of 100 updates within`,
      value: percentile(times, 95),
      unit: 'ms',
      ...(records === 5_000 ? { target: targetMs } : {}),
    },
    { name: `${records} records: the file`, value: size / 1e6, unit: 'MB' },
  ];
}
