import { describe, expect, it } from 'vitest';
import { blobName } from '../../../packages/core/src/domain/blob-name.ts';
import type { Warning } from '../../../packages/core/src/domain/warning.ts';
import type { Draft } from '../../../packages/core/src/ports/store.ts';
import { refreshFleet } from '../../../packages/core/src/workflows/refresh-fleet.ts';
import {
  refreshWarnings,
  refreshWarningsOfMany,
} from '../../../packages/core/src/workflows/refresh-warnings.ts';
import type { Work } from '../../../packages/core/src/workflows/work.ts';
import { day, fleet, place, processOf } from './schedule/watched-fleet.ts';

type Refresh = (draft: Draft, services: string[], work: Work, now: number) => Warning[];

const together: Refresh = (draft, services, { configuration }, now) =>
  refreshWarningsOfMany(draft, services, configuration, now);

const oneByOne: Refresh = (draft, services, { configuration }, now) =>
  services.flatMap((service) => refreshWarnings(draft, service, configuration, now));

/** Six services with backups of many ages, half of which are renewed later; their warnings at four times. */
async function livesOf(refresh: Refresh) {
  const one = fleet(6);
  const work = processOf(one, 1);
  const { store } = work.ports;
  const services = one.services.map(({ id }) => id);
  const added: string[][] = [];
  const backUp = (index: number, at: number): void => {
    const azureName = `service-0${index}`;
    const name = blobName({ azureName, tier: 'Premium', region: 'westeurope', at });
    one.azure.putBlob(place, name, { createdAt: at, modifiedAt: at });
  };
  for (const [index] of services.entries()) backUp(index, one.clock.now() - index * 6 * day);
  await refreshFleet(work);
  for (let turn = 0; turn < 4; turn += 1) {
    await one.clock.advance(3 * day);
    if (turn === 2) {
      for (const index of [1, 3, 5]) backUp(index, one.clock.now());
      await refreshFleet(work);
    }
    const now = one.clock.now();
    const news = await store.update((draft) => refresh(draft, services, work, now));
    added.push(news.map(({ id }) => id));
  }
  const snapshot = await store.read();
  return { added, warnings: snapshot.all('warning'), notices: snapshot.all('notice') };
}

describe('the warnings of many services', () => {
  it('come, go and are told together as they are one by one', async () => {
    const lives = await livesOf(together);

    expect(lives).toEqual(await livesOf(oneByOne));
    expect(lives.added.flat().length).toBeGreaterThan(5);
    expect(lives.notices.some(({ answeredAt }) => answeredAt !== null)).toBe(true);
  });

  it('go through the lists of the store once, however many there are', async () => {
    const one = fleet(40);
    const work = processOf(one, 1);
    await refreshFleet(work);
    await one.clock.advance(3 * day);
    const asked: string[] = [];

    const added = await work.ports.store.update((draft) => {
      const counting: Draft = {
        ...draft,
        all(kind) {
          asked.push(kind);
          return draft.all(kind);
        },
      };
      for (const { id } of draft.all('warning')) draft.remove('warning', id);
      return together(
        counting,
        one.services.map(({ id }) => id),
        work,
        one.clock.now(),
      );
    });

    expect(added).toHaveLength(40);
    expect(asked.toSorted()).toEqual(['backup', 'notice', 'warning']);
  });
});
