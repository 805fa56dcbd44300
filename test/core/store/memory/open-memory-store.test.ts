import { describe, expect, it } from 'vitest';
import {
  openMemoryStore,
  sharedMemory,
} from '../../../../packages/core/src/store/memory/open-memory-store.ts';
import { aBackup } from '../../../contract/records.ts';
import { storeContract } from '../../../contract/store.ts';

storeContract('in memory', async () => {
  const shared = sharedMemory();
  return { open: () => openMemoryStore({ shared }), close: async () => undefined };
});

describe('openMemoryStore', () => {
  it('freezes records, so that a change in place is noticed', async () => {
    const store = openMemoryStore();
    await store.update((draft) => draft.put('backup', aBackup('one')));
    const backup = (await store.read()).get('backup', 'one');

    expect(() => Object.assign(backup?.settings ?? {}, { sku: 'changed' })).toThrow(TypeError);
  });
});
