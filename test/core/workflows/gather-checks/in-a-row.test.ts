import { describe, expect, it } from 'vitest';
import type { Azure } from '../../../../packages/core/src/ports/azure.ts';
import { notSeen } from '../../../../packages/core/src/testing.ts';
import { lookAtService } from '../../../../packages/core/src/workflows/look-at-service.ts';
import { type Company, company } from '../world.ts';
import { backupPlan, restorePlan, withBackup } from './plans.ts';

/** A company whose Azure holds all answers back until they are let go. */
function held(one: Company): { one: Company; letGo(): number } {
  let waiting: (() => void)[] = [];
  const rooms = ['apiManagement', 'storageAccounts', 'authorization', 'activityLog', 'blobs'];
  const slow = <T extends object>(room: T): T =>
    new Proxy(room, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || name === 'url') return member;
        return async (...args: unknown[]) => {
          await new Promise<void>((resolve) => waiting.push(resolve));
          return Reflect.apply(member, target, args);
        };
      },
    });
  const azure = (signIn: string): Azure => {
    const real = one.work.ports.azure(signIn);
    const slowed = Object.entries(real).map(([name, room]) => [
      name,
      rooms.includes(name) && typeof room === 'object' ? slow(room) : room,
    ]);
    return { ...real, ...Object.fromEntries(slowed) };
  };
  const letGo = (): number => {
    const all = waiting;
    waiting = [];
    for (const go of all) go();
    return all.length;
  };
  return { one: { ...one, work: { ...one.work, ports: { ...one.work.ports, azure } } }, letGo };
}

/** How often a plan has to wait for answers, one time after the other. */
async function waits(known: Company, plan: (one: Company) => Promise<unknown>): Promise<number> {
  const { one, letGo } = held(known);
  let over = false;
  const planning = plan(one).finally(() => {
    over = true;
  });
  let times = 0;
  while (!over) {
    // All that can be asked before an answer is asked by then.
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    if (letGo() > 0) times += 1;
  }
  await planning;
  return times;
}

/** Azure says of the name a backup would take that it is free, with the code that says where it looked. */
function nameIsFree({ azure }: Company): void {
  azure.script('blobs.head', () => notSeen('absent', { azure: blobNotFound }));
}

const blobNotFound = {
  status: 404,
  code: 'BlobNotFound',
  message: 'The specified blob does not exist.',
  requestId: null,
  correlationId: null,
  details: [],
};

async function known({ placed }: { placed: boolean }): Promise<Company> {
  const one = withBackup(company());
  for (const service of [one.prod, one.dr]) await lookAtService(one.work, service);
  return placed ? { ...one, storage: { ...one.storage, resourceGroup: 'rg-backup' } } : one;
}

describe('the answers that a plan waits for one after the other', () => {
  it('are one of a restore into a service that was seen before', async () => {
    expect(await waits(await known({ placed: true }), restorePlan)).toBe(1);
  });

  it('are one of a backup of a service that was seen before', async () => {
    const one = await known({ placed: true });
    nameIsFree(one);

    expect(await waits(one, backupPlan)).toBe(1);
  });

  it('are one of a restore that backs its source up first', async () => {
    const one = await known({ placed: true });
    nameIsFree(one);
    const fresh = { service: one.prod, storage: one.storage };
    expect(await waits(one, (slow) => restorePlan(slow, { fresh }))).toBe(1);
  });

  it('are two where the identity that opens the storage is not known yet', async () => {
    const one = await known({ placed: true });
    await one.work.ports.store.update((draft) => draft.remove('service', one.dr.id));

    expect(await waits(one, restorePlan)).toBe(2);
  });

  it('are two where the storage account has to be found', async () => {
    expect(await waits(await known({ placed: false }), restorePlan)).toBe(2);
  });
});

describe('a restore that backs its source up first', () => {
  it('asks about the storage of both once', async () => {
    const one = await known({ placed: true });
    const before = one.azure.calls('storageAccounts.get').length;

    await restorePlan(one, { fresh: { service: one.prod, storage: one.storage } });

    expect(one.azure.calls('storageAccounts.get').length - before).toBe(1);
  });
});
