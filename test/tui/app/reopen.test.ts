import type { Lifeboat } from '@lifeboat/core';
import { LifeboatError } from '@lifeboat/core';
import { memoryConfigurationFile } from '@lifeboat/core/testing';
import { expect, it } from 'vitest';
import { fleetOf, type SampleFleet, sampleFleet } from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

/** A machine without a configuration: the first time nothing, afterwards the sample fleet. */
async function newcomer(): Promise<{ first: SampleFleet; opens: () => Promise<Lifeboat> }> {
  const first = await fleetOf([], () => undefined, { path: null });
  const second = await sampleFleet();
  const all = [first.lifeboat, second.lifeboat];
  return {
    first,
    opens: async () => {
      const next = all.shift();
      if (next === undefined) throw new Error('It was opened a third time.');
      return next;
    },
  };
}

/** `init` without questions: what it needs is in the line. */
const init =
  'init --service /subscriptions/5b5c0000-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.ApiManagement/service/contoso --storage https://stdr.blob.core.windows.net/backups';

it('opens Lifeboat anew and shows the fleet after init wrote a configuration', async () => {
  const { first, opens } = await newcomer();
  const ui = openUi({ lifeboat: opens, clock: first.ports.clock });
  await ui.shows('There is no configuration yet');

  ui.type(':');
  await ui.shows('esc closes');
  ui.type(`\u001b[200~${init}\u001b[201~`);
  await ui.shows('--storage https://stdr.blob.core.windows.net/backups');
  ui.type(press.enter);
  await ui.shows('contoso-pay');

  expect(ui.text()).toMatch(/✓ Wrote .*config\.yaml\./);
  expect(await first.lifeboat.configurationFile.read()).toContain('contoso');
  ui.type('q');
  expect(await ui.ended).toBe(0);
  // The terminal was taken and given back once.
  expect(ui.raw().split('\u001b[?1049h').length - 1).toBe(1);
  expect(ui.raw().split('\u001b[?1049l').length - 1).toBe(1);
});

it('gives the keys that were typed meanwhile to the screen that comes', async () => {
  const { first, opens } = await newcomer();
  const held = Promise.withResolvers<void>();
  let opened = 0;
  const ui = openUi({
    lifeboat: async () => {
      opened += 1;
      if (opened === 2) await held.promise;
      return opens();
    },
    clock: first.ports.clock,
  });
  await ui.shows('There is no configuration yet');
  ui.type('r');
  await ui.until(() => opened === 2, 'opened');
  ui.type('jjb');
  held.resolve();

  await ui.shows('Back up contoso-dr');
  ui.type(press.esc);
  await ui.hides('Back up contoso-dr');
  ui.type('q');
  expect(await ui.ended).toBe(0);
});

it('leaves by a signal that comes while Lifeboat is opened anew', async () => {
  const { first, opens } = await newcomer();
  const held = Promise.withResolvers<void>();
  let opened = 0;
  const ui = openUi({
    lifeboat: async () => {
      opened += 1;
      if (opened === 2) await held.promise;
      return opens();
    },
    clock: first.ports.clock,
  });
  await ui.shows('There is no configuration yet');
  ui.type('r');
  await ui.until(() => opened === 2, 'opened');
  ui.signal('SIGTERM');
  held.resolve();

  expect(await ui.ended).toBe(130);
  expect(ui.raw()).toContain('\u001b[?1049l');
});

it('opens anew by itself when the configuration appears or was mended', async () => {
  const { first, opens } = await newcomer();
  const { clock } = first.ports;
  const file = first.lifeboat.configurationFile;
  const ui = openUi({ lifeboat: opens, clock });
  await ui.shows('There is no configuration yet');
  await file.write('cloud: public\n', { replace: false });
  clock.advance(2_000);

  await ui.shows('contoso-pay');
  expect(ui.text()).toContain('The configuration was read again.');
  ui.type('q');
  await ui.ended;
});

it('touches no terminal when opening fails, and passes the error on', async () => {
  const { first } = await newcomer();
  const failure = new LifeboatError('config-missing', 'There is no file x.');
  const ui = openUi({ lifeboat: () => Promise.reject(failure), clock: first.ports.clock });

  await expect(ui.ended).rejects.toBe(failure);
  expect(ui.raw()).toBe('');
});

it('gives the terminal back when opening anew fails', async () => {
  const { first } = await newcomer();
  const failure = new LifeboatError('config-missing', 'There is no file x.');
  let opened = 0;
  const ui = openUi({
    lifeboat: async () => {
      opened += 1;
      if (opened === 2) throw failure;
      return first.lifeboat;
    },
    clock: first.ports.clock,
  });
  // Vitest would take it for unhandled before it is looked at.
  const ended = expect(ui.ended).rejects.toBe(failure);
  await ui.shows('There is no configuration yet');
  ui.type('r');

  await ended;
  expect(ui.raw()).toContain('\u001b[?1049l');
});

it('says that a damaged store was rebuilt', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const store = {
    ...ports.store,
    recovery: async () => ({
      setAside: '/state/store.json.damaged',
      from: ['last-good-copy' as const],
      lost: ['One operation.'],
    }),
  };
  const ui = openUi({
    lifeboat: {
      ...lifeboat,
      ports: { ...ports, store },
      configurationFile: memoryConfigurationFile(),
    },
    clock: ports.clock,
    columns: 200,
  });

  await ui.shows('The store was damaged and rebuilt from its last good copy.');
  ui.type('q');
  await ui.ended;
});
