import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lifeboat } from '@lifeboat/core';
import { archiveEnded } from '@lifeboat/core/archive-ended';
import { figuresOf, percentile } from '../measure/figures.ts';
import type { Bench, Figure, Result, Scenario } from '../scenario.ts';
import { putBackup, seenService } from './history.ts';
import { configurationOf, openIn } from './open.ts';

const services = 50;
const dayMs = 24 * 3_600_000;
/** The days that are measured; from the 90th on the store is to stay as it is. */
const measured = [30, 90, 180, 365];

/** Whether a store write stays as cheap in a year as in the first quarter, because what ended leaves. */
export const simulatedYear: Scenario = {
  name: 'year',
  title: `the store of ${services} services that are backed up daily, over a year`,
  run: async (bench) => {
    const figures = await live(bench);
    return {
      figures,
      notes: [
        `Nothing is pruned. Each day ${services} backups are made with their operations, and what ended long ago is archived.`,
        'The target of the last day is 1.3 times what was measured on the 90th, when the first backups begin to leave.',
      ],
    } satisfies Result;
  },
};

type Size = { writeMs: number; fileMb: number };

async function live({ folder, rounds, say }: Bench): Promise<Figure[]> {
  await mkdir(join(folder, 'state'), { recursive: true });
  await writeFile(join(folder, 'config.yaml'), configurationOf(services));
  const lifeboat = await openIn(folder);
  const begin = Date.now() - 366 * dayMs;
  const figures: Figure[] = [];
  const sizes = new Map<number, Size>();
  for (let day = 1; day <= 365; day += 1) {
    const now = begin + day * dayMs;
    await liveADay(lifeboat, day, now);
    if (!measured.includes(day)) continue;
    say(`day ${day}`);
    const at90 = sizes.get(90) ?? null;
    const { writes, fileMb } = await measure(lifeboat, folder, now, rounds ?? 100);
    const writeMs = percentile(writes, 95);
    sizes.set(day, { writeMs, fileMb });
    const isLast = day === 365 && at90 !== null;
    figures.push(
      {
        name: `day ${day}: 95 of 100 updates within`,
        ...figuresOf(writes),
        value: writeMs,
        unit: 'ms',
        ...(isLast ? { target: at90.writeMs * 1.3 } : {}),
      },
      {
        name: `day ${day}: the file`,
        value: fileMb,
        unit: 'MB',
        ...(isLast ? { target: at90.fileMb * 1.3 } : {}),
      },
    );
  }
  await lifeboat.close();
  figures.push({
    name: 'day 365: the archive',
    value: await sizeOf(join(folder, 'state', 'archive')),
    unit: 'MB',
  });
  return figures;
}

async function liveADay({ ports, configuration }: Lifeboat, day: number, now: number) {
  await ports.store.update((draft) => {
    for (let service = 0; service < services; service += 1) {
      draft.put('service', seenService(service, now));
      putBackup(draft.put, { service, index: day, at: now - 3_600_000 }, now);
    }
  });
  const clock = { ...ports.clock, now: () => now };
  await archiveEnded({ ports: { ...ports, clock }, configuration }, new AbortController().signal);
}

async function measure({ ports }: Lifeboat, folder: string, now: number, rounds: number) {
  const writes: number[] = [];
  for (let round = -10; round < rounds; round += 1) {
    const startedAt = performance.now();
    await ports.store.update((draft) => {
      draft.put('service', seenService(Math.abs(round) % services, now + round));
    });
    if (round >= 0) writes.push(performance.now() - startedAt);
  }
  const { size } = await stat(join(folder, 'state', 'store.json'));
  return { writes, fileMb: size / 1e6 };
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}
