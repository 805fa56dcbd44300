import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { configureFleet, operationsOf, takenByAzure } from './fixtures/fleet.ts';
import { runProcess } from './fixtures/processes.ts';
import { seededRandom } from './fixtures/random.ts';

const services = 10;
const minute = 60_000;
const where = inSandbox({ extraServices: services });
let person: Person;
let names: string[];

beforeAll(async () => {
  person = where.person();
  names = await configureFleet(where.sandbox(), person, services);
  person.configure((config) => {
    for (const service of Object.values(config.services)) delete service.schedule;
    // Due on New Year's Day: missed, whatever day it is, and not due again during the test.
    for (const name of names) Object.assign(config.services[name] ?? {}, { schedule: '0 0 1 1 *' });
  });
});

/** How many backups Azure took of each service. */
async function taken(): Promise<Record<string, number>> {
  const counts = Object.fromEntries(names.map((name) => [name, 0]));
  for (const { service } of await takenByAzure(where.sandbox())) {
    const name = service.split('/').at(-1) ?? '';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('two watches of which one is killed again and again', () => {
  it('make each due backup once', async () => {
    const { random } = seededRandom();
    const watches = [person.start('watch'), person.start('watch')];
    for (let round = 0; round < 5; round += 1) {
      const which = round % 2;
      const victim = watches[which];
      // Around its first claim, where a kill can do most harm; later ones have nothing to claim.
      const busy = victim?.said('backup due').catch(() => undefined) ?? Promise.resolve();
      await Promise.race([busy, pause(4_000)]);
      await pause(random() * 400);
      victim?.signal('SIGKILL');
      expect((await victim?.ended)?.signal).toBe('SIGKILL');
      watches[which] = person.start('watch');
    }
    await pause(3_000);
    for (const each of watches) each.signal('SIGTERM');
    const ends = await Promise.all(watches.map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);

    const soon = await taken();
    expect(Object.values(soon).filter((count) => count > 1)).toEqual([]);

    // What was cut off before anybody knew whether it was sent is settled after 15 minutes, and made.
    await where.sandbox().control.advance({ ms: 20 * minute });
    let offsetMs = 20 * minute;
    for (let round = 0; round < 8; round += 1) {
      await runProcess(person, { line: 'watch --once', offsetMs });
      await where.sandbox().control.advance({ ms: 3 * minute });
      offsetMs += 3 * minute;
    }

    expect(await taken()).toEqual(Object.fromEntries(names.map((name) => [name, 1])));
    const made = (await operationsOf(person)).filter(({ status }) => status === 'succeeded');
    expect(made.map(({ label }) => label).toSorted()).toEqual(names);
    expect(made.every(({ purpose, dueAt }) => purpose === 'scheduled' && dueAt !== undefined)).toBe(
      true,
    );
  });
});
