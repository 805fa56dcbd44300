import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveEnded } from '@lifeboat/core/archive-ended';
import { run } from '../measure/child.ts';
import { figuresOf } from '../measure/figures.ts';
import { interleaved } from '../measure/rounds.ts';
import type { Bench, Figure, Result, Scenario } from '../scenario.ts';
import { type Origin, putBackup, seenService } from '../store/history.ts';
import { configurationOf, environmentIn, openIn } from '../store/open.ts';

const services = 12;
const backups = 3_000;
const hourMs = 3_600_000;

/** How long the two commands take that people and scripts ask most, against Node's own start. */
export const startUp: Scenario = {
  name: 'start-up',
  title: `apim --version and apim status (${backups} backups, ${services} services) against node -e 0`,
  run: measure,
};

async function measure({ program, folder, rounds, say }: Bench): Promise<Result> {
  say(`writing ${backups} backups, twice`);
  const imported = join(folder, 'imported');
  const made = join(folder, 'made');
  await writeFleet(imported, 'imported');
  await writeFleet(made, 'made');
  const timed =
    (words: string[], place = imported) =>
    async () =>
      (await run({ words, ...environmentIn(place) })).wallMs;
  say('starting processes in turn');
  const times = await interleaved(
    {
      bare: timed(['-e', '0']),
      version: timed([program, '--version']),
      status: timed([program, 'status']),
      withOperations: timed([program, 'status'], made),
    },
    { warmUp: 3, counted: rounds ?? 25 },
  );
  const bare = figuresOf(times.bare).median;
  const row = (name: string, values: readonly number[]): Figure => {
    const figures = figuresOf(values);
    return { name, value: figures.median, unit: 'ms', ...figures };
  };
  const ratio = (name: string, values: readonly number[], target: number): Figure => ({
    name: `${name}, in starts of bare Node`,
    value: figuresOf(values).median / bare,
    unit: '×',
    target,
  });
  return {
    figures: [
      row('node -e 0', times.bare),
      row('apim --version', times.version),
      row('apim status', times.status),
      row('apim status, each backup with its operation', times.withOperations),
      ratio('apim --version', times.version, 2),
      ratio('apim status', times.status, 3.5),
      ratio('apim status, each backup with its operation', times.withOperations, 3.5),
    ],
    notes: [
      'Wall time from the spawn to the exit, medians; they take turns, three rounds warm up.',
      'The backups were found in the storage, their settings in their companions; and once more made here, with 3,000 ended operations: those of the last 30 days lie in the store beside them, the others in the archive, as `watch` and the commands that write leave them.',
    ],
  };
}

/** A configuration and a store as they are after months: three backups a day of each service. */
async function writeFleet(folder: string, origin: Origin): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.yaml'), configurationOf(services));
  const now = Date.now();
  const lifeboat = await openIn(folder);
  await lifeboat.ports.store.update((draft) => {
    for (let service = 0; service < services; service += 1) {
      draft.put('service', seenService(service, now));
      for (let index = 0; index < backups / services; index += 1)
        putBackup(draft.put, { service, index, at: now - hourMs * (1 + index * 8) }, now, origin);
    }
  });
  if (origin === 'made') await archiveEnded(lifeboat, new AbortController().signal);
  await lifeboat.close();
}
