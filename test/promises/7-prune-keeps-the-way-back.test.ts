import { beforeAll, describe, expect, it } from 'vitest';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { configureFleet, openHere, trailOf } from './fixtures/fleet.ts';
import { runProcess } from './fixtures/processes.ts';

const where = inSandbox({ extraServices: 8 });
let person: Person;
let fleet: string[];
/** The newest backup of each service. */
let newest: Map<string, string>;
const minute = 60_000;
/** How far the clocks of Azure and of the processes were moved. */
let offsetMs = 0;

/** Three backups of each service, all but the newest past `keep`. */
beforeAll(async () => {
  person = where.person();
  fleet = await configureFleet(where.sandbox(), person, 8);
  person.configure((config) => {
    for (const name of fleet) config.services[name] = { ...config.services[name], keep: '1s' };
  });
  for (let round = 0; round < 3; round += 1) {
    const made = await person.json('backup', ...fleet);
    expect(made.code).toBe(0);
    const all = made.data.operations ?? [];
    newest = new Map(all.map(({ service, backup }) => [service, backup ?? '']));
  }
});

/** The records of a service by state, and the blobs that are there. */
async function standing(name: string) {
  const lifeboat = await openHere(person);
  try {
    const snapshot = await lifeboat.ports.store.read();
    const own = snapshot.all('backup').filter(({ label }) => label === name);
    const [storage] = Object.values(lifeboat.configuration.storages).filter(
      (one) => one.container === own[0]?.container && one.account === own[0]?.account,
    );
    const place = {
      account: storage?.account ?? '',
      container: storage?.container ?? '',
      key: null,
    };
    const look = await lifeboat.ports.azure('default').blobs.list(place, `${name}.`);
    if (!look.seen) throw new Error(look.why.words);
    const blobs = look.value.map((blob) => blob.name);
    return {
      present: own.flatMap(({ id, state }) => (state === 'present' ? [id] : [])),
      deleted: own.flatMap(({ id, state }) => (state === 'deleted' ? [id] : [])).sort(),
      blobs: blobs.filter((each) => !each.endsWith('.json')),
      companions: blobs.filter((each) => each.endsWith('.json')),
      kept: own.find(({ id }) => id === newest.get(name))?.name,
    };
  } finally {
    await lifeboat.close();
  }
}

/** That of a service only its newest backup is left, and that the trail has the others. */
async function expectPruned(name: string): Promise<void> {
  const { present, deleted, blobs, companions, kept } = await standing(name);
  expect([name, present, blobs, companions]).toEqual([
    name,
    [newest.get(name)],
    [kept],
    [`${kept}.json`],
  ]);
  expect(deleted).toHaveLength(2);
  const told = trailOf(person)
    .filter(
      ({ event, ...rest }) => event === 'delete' && 'subject' in rest && rest.subject === name,
    )
    .map((line) => ('record' in line ? (line.record as { backup: string }).backup : ''));
  expect([...new Set(told)].sort()).toEqual(deleted);
}

it('shows what could go, and deletes nothing unless told to', async () => {
  const [name = ''] = fleet;
  const shown = await person.json('prune', name);
  const refused = await person.json('prune', name, '--yes', '--read-only');

  expect(shown.code).toBe(0);
  expect(shown.data.backups?.map(({ goes, reason }) => [goes, reason])).toEqual([
    [false, 'last-restorable'],
    [true, 'past-keep'],
    [true, 'past-keep'],
  ]);
  expect([refused.code, refused.error?.code]).toEqual([7, 'read-only']);
  expect((await standing(name)).blobs).toHaveLength(3);
});

it('leaves the newest one when several processes prune at once', async () => {
  const name = fleet[1] ?? '';
  const all = await Promise.all(
    Array.from({ length: 3 }, () => person.json('prune', name, '--yes')),
  );

  expect(all.filter(({ code }) => code !== 0 && code !== 3)).toEqual([]);
  const said = all.flatMap(({ data }) => data.deleted ?? []);
  expect(said.length).toBe(new Set(said).size);
  await expectPruned(name);
});

it('keeps what Azure refuses to delete, says so, and exits 3', async () => {
  const name = fleet[2] ?? '';
  const { blobs } = await standing(name);
  const [, second = ''] = blobs.toSorted();
  await where.sandbox().control.addFault({
    front: 'storage',
    method: 'DELETE',
    path: second.replaceAll('.', '\\.'),
    count: 1,
    play: {
      kind: 'status',
      status: 409,
      headers: { 'x-ms-request-id': 'r', 'x-ms-error-code': 'BlobImmutableDueToPolicy' },
      body: '<?xml version="1.0" encoding="utf-8"?><Error><Code>BlobImmutableDueToPolicy</Code><Message>This operation is not permitted as the blob is immutable due to a policy.</Message></Error>',
    },
  });
  const first = await person.json('prune', name, '--yes');

  expect([first.code, first.error?.code]).toEqual([3, 'partial']);
  expect(first.stderr).toContain('BlobImmutableDueToPolicy');
  expect((await standing(name)).blobs).toHaveLength(2);
  expect((await person.json('prune', name, '--yes')).code).toBe(0);
  await expectPruned(name);
});

describe('a prune that is killed', () => {
  it.each(['deletion-decided', 'deletion-answered', 'deletion-kept'])(
    'right after %s loses no way back, and is finished by the next one',
    async (step) => {
      const name =
        fleet[3 + ['deletion-decided', 'deletion-answered', 'deletion-kept'].indexOf(step)] ?? '';
      const line = `prune ${name} --yes`;
      const killed = await runProcess(person, {
        line,
        offsetMs,
        stop: { step, signal: 'SIGKILL' },
      });
      expect(killed.signal).toBe('SIGKILL');
      expect((await standing(name)).blobs).toContain((await standing(name)).kept);

      await where.sandbox().control.advance({ ms: 3 * minute });
      offsetMs += 3 * minute;
      const next = await runProcess(person, { line, offsetMs });
      expect([next.exit, next.stderr]).toEqual([0, '']);
      await expectPruned(name);
    },
  );
});
