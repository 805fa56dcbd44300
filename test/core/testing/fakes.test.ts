import { describe, expect, it } from 'vitest';
import {
  fakePorts,
  fixedRandom,
  fixedSecrets,
  memoryAudit,
  memoryConfigurationFile,
  numberedIds,
} from '../../../packages/core/src/testing.ts';
import { aBackup, anEntry } from '../../contract/records.ts';

describe('the fakes', () => {
  it('number ids as GUIDs, and tell two series apart', () => {
    const [one, other] = [numberedIds(), numberedIds(0xff)];

    expect([one.next(), one.next(), other.next()]).toEqual([
      '00000000-0000-4000-8000-000000000001',
      '00000000-0000-4000-8000-000000000002',
      '000000ff-0000-4000-8000-000000000001',
    ]);
  });

  it('give random values in turn', () => {
    const random = fixedRandom(0.1, 0.9);

    expect([random(), random(), random(), fixedRandom()()]).toEqual([0.1, 0.9, 0.1, 0.5]);
  });

  it('keep audit entries as they were when appended', async () => {
    const audit = memoryAudit();
    const entry = anEntry({ what: 'first' });
    await audit.append(entry);
    entry.what = 'changed';
    await audit.append(anEntry({ what: 'second' }));

    expect(audit.entries.map(({ what }) => what)).toEqual(['first', 'second']);
    expect((await audit.read(1)).entries).toMatchObject([{ what: 'second' }]);
    expect((await audit.read(0)).entries).toEqual([]);
  });

  it('refuse to replace a configuration unless asked', async () => {
    const file = memoryConfigurationFile('old');

    await expect(file.write('new', { replace: false })).rejects.toMatchObject({ code: 'conflict' });
    expect(await file.read()).toBe('old');
  });

  it('know the given secrets only', () => {
    const secrets = fixedSecrets({ KEY: 'value' });

    expect(secrets.get('KEY')?.reveal()).toBe('value');
    expect(secrets.get('toString')).toBeNull();
  });

  it('share a memory between the ports of two processes', async () => {
    const one = fakePorts();
    const other = fakePorts({ memory: one.memory });
    await one.store.update((draft) => draft.put('backup', aBackup('one')));

    expect((await other.store.read()).get('backup', 'one')).not.toBeNull();
  });

  it('lease with the clock and store they were given', async () => {
    const ports = fakePorts();

    expect(await ports.leases.take('o1')).toBe(true);
    expect(ports.clock.sleepers()).toHaveLength(1);
    expect((await ports.store.read()).get('lease', 'o1')?.process).toBe(ports.thisProcess.id);
  });
});
