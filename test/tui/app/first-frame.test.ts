import { expect, it, vi } from 'vitest';
import { sampleFleet } from '../../harness/sample-fleet.ts';
import { openUi } from '../../harness/ui.ts';

/** On a busy machine. Milliseconds. */
const patience = { timeout: 15_000 };

it('draws the fleet in its first frame when the store is quick', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');

  expect(ui.raw()).not.toContain('reading the store');

  ui.type('q');
  await ui.ended;
});

it('says that it reads the store when that takes a while, and shows the fleet then', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock, parts: { isStoreQuick: async () => false } });
  await ui.shows('contoso-prod');

  expect(ui.raw()).toContain('reading the store');

  ui.type('q');
  await ui.ended;
});

it('opens all the same when a store that should be quick is held by somebody', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const held = { ...ports.store, read: () => new Promise<never>(() => undefined) };
  const ui = openUi({
    lifeboat: { ...lifeboat, ports: { ...lifeboat.ports, store: held } },
    clock: ports.clock,
  });
  await vi.waitUntil(() => ports.clock.sleepers().some(({ ms }) => ms === 300), patience);
  await ports.clock.advance(300);
  await ui.shows('reading the store');

  ui.type('q');
  await vi.waitUntil(() => ports.clock.sleepers().some(({ ms }) => ms === 500), patience);
  await ports.clock.advance(500);
  expect(await ui.ended).toBe(0);
});
