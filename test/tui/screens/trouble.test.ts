import { LifeboatError } from '@lifeboat/core';
import { expect, it } from 'vitest';
import { sampleFleet } from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

const mistakes = new LifeboatError(
  'config-invalid',
  [
    'The configuration /etc/lifeboat/config.yaml has 2 mistakes:',
    '  line 3, column 1: servces is not a known key; did you mean services?',
    '  line 9, column 12: services.contoso-prod.every needs a unit after 30',
  ].join('\n'),
  { hint: 'Mend /etc/lifeboat/config.yaml; nothing was changed or sent.' },
);

const newer = new LifeboatError(
  'store-newer',
  'The store /state/store.json was written by a newer Lifeboat (schema 9; this one knows 3). It was left as it is.',
  { hint: 'Use the newer apim, or set LIFEBOAT_STATE_DIR to another folder.' },
);

it.each([
  [60, 15],
  [120, 40],
])('shows every mistake of the configuration with its place at %i×%i', async (columns, rows) => {
  const { lifeboat, ports } = await sampleFleet();
  const wrong = { ...lifeboat, configurationProblem: mistakes };
  const ui = openUi({ lifeboat: wrong, clock: ports.clock, columns, rows });
  await ui.shows('The configuration is wrong');

  const text = ui.text().replace(/\s+/g, ' ');
  expect(text).toContain('line 3, column 1: servces is not a known key; did you mean services?');
  expect(text).toContain('line 9, column 12: services.contoso-prod.every needs a unit after 30');
  expect(text).toContain('Mend /etc/lifeboat/config.yaml');
  ui.type('q');
  expect(await ui.ended).toBe(0);
});

it('shows the fleet all the same on f, and the trouble again on esc', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const wrong = { ...lifeboat, configurationProblem: mistakes };
  const ui = openUi({ lifeboat: wrong, clock: ports.clock });
  await ui.shows('The configuration is wrong');

  ui.type('f');
  await ui.shows('contoso-pay');
  ui.type(press.esc);
  await ui.shows('The configuration is wrong');
  ui.type('q');
  await ui.ended;
});

it('reads the configuration again on r', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const all = [{ ...lifeboat, configurationProblem: mistakes }, (await sampleFleet()).lifeboat];
  const ui = openUi({
    lifeboat: async () => all.shift() ?? lifeboat,
    clock: ports.clock,
  });
  await ui.shows('The configuration is wrong');

  ui.type('r');
  await ui.shows('contoso-pay');
  ui.type('q');
  await ui.ended;
});

it.each([
  [60, 15],
  [120, 40],
])('says whole why the store cannot be read and what to do at %i×%i', async (columns, rows) => {
  const { lifeboat, ports } = await sampleFleet();
  let works = false;
  const store = {
    ...ports.store,
    read: () => (works ? ports.store.read() : Promise.reject(newer)),
  };
  const ui = openUi({
    lifeboat: { ...lifeboat, ports: { ...ports, store } },
    clock: ports.clock,
    columns,
    rows,
  });
  await ui.shows('The store cannot be read');

  const text = ui.text().replace(/\s+/g, ' ');
  expect(text).toContain('(schema 9; this one knows 3). It was left as it is.');
  expect(text).toContain('Use the newer apim, or set LIFEBOAT_STATE_DIR to another folder.');
  ui.type('f');
  await ui.shows('Nothing is known of the fleet');
  ui.type('r');
  await ui.shows('The store still cannot be read.');
  works = true;
  ui.type('r');
  await ui.shows('contoso-pay');
  ui.type('q');
  expect(await ui.ended).toBe(0);
});
