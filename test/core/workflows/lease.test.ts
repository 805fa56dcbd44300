import { describe, expect, it } from 'vitest';
import { type FakePorts, fakePorts } from '../../../packages/core/src/testing/fake-ports.ts';
import { fixedProcesses } from '../../../packages/core/src/testing/fixed-processes.ts';
import { manualClock } from '../../../packages/core/src/testing/manual-clock.ts';
import { sampleProcess } from '../../../packages/core/src/testing/sample-process.ts';
import { anOperation } from '../../contract/records.ts';

/** Two processes on one machine, each with its own clock: one may stand still while the other goes on. */
function pair(): {
  one: FakePorts;
  other: FakePorts;
  processes: ReturnType<typeof fixedProcesses>;
} {
  const processes = fixedProcesses();
  const one = fakePorts({ processes });
  const other = fakePorts({
    processes,
    memory: one.memory,
    clock: manualClock(),
    thisProcess: sampleProcess({ id: 'process-2', pid: 4_002, who: 'raj' }),
  });
  return { one, other, processes };
}

async function holder(ports: FakePorts, id = 'o1'): Promise<string | null> {
  return (await ports.store.read()).get('lease', id)?.process ?? null;
}

async function beatOf(ports: FakePorts): Promise<number | null> {
  return (await ports.store.read()).get('beat', ports.thisProcess.id)?.beat ?? null;
}

describe('a lease', () => {
  it('is given to who asks first, with a beat that names the holder', async () => {
    const { one, other } = pair();

    expect(await one.leases.take('o1')).toBe(true);
    expect(await other.leases.take('o1')).toBe(false);

    const snapshot = await other.store.read();
    expect(snapshot.get('lease', 'o1')).toEqual({
      id: 'o1',
      process: 'process-1',
      since: one.clock.now(),
    });
    expect(snapshot.get('beat', 'process-1')).toMatchObject({
      who: 'ana',
      host: 'laptop',
      beat: 1,
    });
  });

  it('is given to exactly one of two who ask at once', async () => {
    const { one, other } = pair();

    const answers = await Promise.all([one.leases.take('o1'), other.leases.take('o1')]);

    expect(answers.toSorted()).toEqual([false, true]);
  });

  it('stays with its holder who asks again, without another write', async () => {
    const { one } = pair();
    await one.leases.take('o1');
    const { revision } = await one.store.read();

    expect(await one.leases.take('o1')).toBe(true);
    expect((await one.store.read()).revision).toBe(revision);
  });

  it('is taken with another change in one update, or not at all', async () => {
    const { one } = pair();
    const { revision } = await one.store.read();

    const refused = one.leases.take('o1', () => {
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    expect((await one.store.read()).all('lease')).toEqual([]);

    await one.leases.take('o1', (draft) => draft.put('operation', anOperation('o1')));
    const after = await one.store.read();
    expect(after.revision).toBe(revision + 1);
    expect(after.get('operation', 'o1')).not.toBeNull();
    expect(await holder(one)).toBe('process-1');
  });

  it('runs the other change also when it was held before', async () => {
    const { one } = pair();
    await one.leases.take('o1');

    await one.leases.take('o1', (draft) => draft.put('operation', anOperation('o1')));

    expect((await one.store.read()).get('operation', 'o1')).not.toBeNull();
  });

  it('is free for the next one after it was given back, and nothing stays behind', async () => {
    const { one, other } = pair();
    await one.leases.take('o1');
    await one.leases.release('o1');

    expect((await one.store.read()).all('lease')).toEqual([]);
    expect((await one.store.read()).all('beat')).toEqual([]);
    expect(await other.leases.take('o1')).toBe(true);
  });

  it('is not given back by somebody else', async () => {
    const { one, other } = pair();
    await one.leases.take('o1');
    await other.leases.release('o1');

    expect(await holder(one)).toBe('process-1');
  });

  it('goes to the next one at once when its holder is proven gone', async () => {
    const { one, other, processes } = pair();
    await one.leases.take('o1');
    processes.end(one.thisProcess.pid);

    expect(await other.leases.take('o1')).toBe(true);
    expect(await holder(one)).toBe('process-2');
  });

  it('goes to exactly one of two when its holder is gone', async () => {
    const { one, other, processes } = pair();
    const third = fakePorts({
      processes,
      memory: one.memory,
      thisProcess: sampleProcess({ id: 'process-3', pid: 4_003 }),
    });
    await one.leases.take('o1');
    processes.end(one.thisProcess.pid);

    const answers = await Promise.all([other.leases.take('o1'), third.leases.take('o1')]);

    expect(answers.toSorted()).toEqual([false, true]);
  });

  it('goes to the next one when the beat stood still for 60 s on that one’s own clock', async () => {
    const { one, other } = pair();
    await one.leases.take('o1');
    await other.leases.take('o1');
    await other.clock.advance(59_999);
    expect(await other.leases.take('o1')).toBe(false);
    await other.clock.advance(1);

    expect(await other.leases.take('o1')).toBe(true);
  });

  it('stays with a silent holder whose beat comes just before it would be taken', async () => {
    const { one, other } = pair();
    await one.leases.take('o1');
    await other.leases.take('o1');
    await other.clock.advance(60_000);
    const update = other.store.update;
    other.store.update = async (change) => {
      await one.clock.advance(15_000);
      return update(change);
    };

    expect(await other.leases.take('o1')).toBe(false);
    expect(await holder(one)).toBe('process-1');
  });

  it('is not lost by a wall clock that is set', async () => {
    const { one, other } = pair();
    await one.leases.take('o1');
    await other.leases.take('o1');
    other.clock.setWall(other.clock.now() + 24 * 60 * 60 * 1000);

    expect(await other.leases.take('o1')).toBe(false);
  });

  it('stays with a holder that beats, for hours', async () => {
    const { one, other } = pair();
    await one.leases.take('o1');
    for (let quarter = 0; quarter < 500; quarter += 1) {
      await one.clock.advance(15_000);
      await other.clock.advance(15_000);
      expect(await other.leases.take('o1')).toBe(false);
    }

    expect(await beatOf(one)).toBe(501);
  });

  it('is lost to a holder that was stopped and goes on later', async () => {
    const { one, other } = pair();
    await one.leases.take('o1');
    await other.leases.take('o1');
    await other.clock.advance(60_000);
    await other.leases.take('o1');

    await one.clock.advance(15_000);

    expect(await one.leases.take('o1')).toBe(false);
    expect(await holder(one)).toBe('process-2');
    expect(one.clock.sleepers()).toEqual([]);
  });

  it('leaves the beat of a gone process while an operation still waits to learn of it', async () => {
    const { one, other, processes } = pair();
    await one.store.update((draft) => draft.put('operation', anOperation('o1')));
    await one.leases.take('o1');
    processes.end(one.thisProcess.pid);
    await other.leases.take('o1');

    expect(await beatOf(one)).not.toBeNull();
  });

  it('takes the beat of a gone process away with its last lease', async () => {
    const { one, other, processes } = pair();
    await one.leases.take('o1');
    await one.leases.take('o2');
    processes.end(one.thisProcess.pid);

    await other.leases.take('o1');
    expect(await beatOf(one)).not.toBeNull();
    await other.leases.take('o2');
    expect(await beatOf(one)).toBeNull();
  });
});

describe('the beat', () => {
  it('is one for all leases of a process, each 15 s while it holds any', async () => {
    const { one } = pair();
    await one.leases.take('o1');
    await one.leases.take('o2');
    expect(one.clock.sleepers()).toEqual([{ ms: 15_000, wakesAt: 15_000 }]);
    const before = (await beatOf(one)) ?? 0;

    await one.clock.advance(45_000);

    expect(await beatOf(one)).toBe(before + 3);
  });

  it('stops with the last lease', async () => {
    const { one } = pair();
    await one.leases.take('o1');
    await one.leases.take('o2');
    await one.leases.release('o1');
    expect(one.clock.sleepers()).toHaveLength(1);
    await one.leases.close();

    expect(one.clock.sleepers()).toEqual([]);
    expect((await one.store.read()).all('lease')).toEqual([]);
  });

  it('goes on after a write that failed, and says so in the log', async () => {
    const { one } = pair();
    await one.leases.take('o1');
    const update = one.store.update;
    one.store.update = async () => {
      throw new Error('the disk is full');
    };
    await one.clock.advance(15_000);
    one.store.update = update;
    await one.clock.advance(15_000);

    expect(one.log.lines.map((line) => line.level)).toEqual(['warn']);
    expect(await beatOf(one)).toBe(2);
  });

  it('puts back a lease that a rebuilt store has forgotten', async () => {
    const { one } = pair();
    await one.store.update((draft) => draft.put('operation', anOperation('o1')));
    await one.leases.take('o1');
    await one.store.update((draft) => {
      draft.remove('lease', 'o1');
      draft.remove('beat', 'process-1');
    });

    await one.clock.advance(15_000);

    expect(await holder(one)).toBe('process-1');
    expect(await beatOf(one)).toBe(1);
  });

  it('lets go of a lease whose operation has ended', async () => {
    const { one } = pair();
    await one.leases.take('o1');
    await one.store.update((draft) => {
      draft.put('operation', anOperation('o1', { status: 'succeeded' }));
      draft.remove('lease', 'o1');
    });

    await one.clock.advance(15_000);

    expect(await holder(one)).toBeNull();
    expect(one.clock.sleepers()).toEqual([]);
  });
});
