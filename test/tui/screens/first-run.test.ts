import { expect, it } from 'vitest';
import { asciiGlyphs } from '../../../packages/tui/src/theme/glyphs.ts';
import { fleetOf, sampleBackup, sampleService } from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

const sizes = [
  [60, 15],
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

it.each(sizes)('says what Lifeboat is and how to begin at %i×%i', async (columns, rows) => {
  const { lifeboat, ports } = await fleetOf([], () => undefined, { path: null });
  const ui = openUi({ lifeboat, clock: ports.clock, columns, rows });
  await ui.shows('There is no configuration yet');

  for (const text of [
    'Lifeboat backs up Azure API Management',
    lifeboat.configurationFile.path,
    'apim init',
    'apim init --from-storage URL',
    'apim recover RESOURCE-ID',
    'npx -y pnpm@12 demo',
  ])
    expect(ui.text()).toContain(text);
  ui.type('q');
  expect(await ui.ended).toBe(0);
});

it('draws in ASCII where nothing else can be shown', async () => {
  const { lifeboat, ports } = await fleetOf([], () => undefined, { path: null });
  const ui = openUi({ lifeboat, clock: ports.clock, options: { ascii: true } });
  await ui.shows('There is no configuration yet');

  expect(ui.text()).toMatch(new RegExp(`^ +${asciiGlyphs.enter} +Begin`, 'm'));
  expect(ui.text()).toMatch(/^[\x20-\x7e\n]*$/);
  ui.type('q');
  await ui.ended;
});

it('asks right away on enter, and goes back by esc', async () => {
  const { lifeboat, ports } = await fleetOf([], () => undefined, { path: null });
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('There is no configuration yet');

  ui.type(press.enter);
  await ui.shows('How do you sign in to Azure?');
  ui.type(press.esc);
  await ui.shows('Stopped.');
  expect(ui.text()).not.toContain('goes on');
  ui.type(press.esc);
  await ui.shows('There is no configuration yet');
  ui.type(press.ctrlC);
  expect(await ui.ended).toBe(130);
});

it.each([
  ['c', 'init --from-storage '],
  ['i', 'recover '],
])('begins the line of %s for the person to end', async (key, begun) => {
  const { lifeboat, ports } = await fleetOf([], () => undefined, { path: null });
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('There is no configuration yet');

  ui.type(key);
  await ui.shows(`:${begun}`);
  ui.type('https://x');
  await ui.shows(`:${begun}https://x`);
  ui.type(press.esc);
  await ui.hides(`:${begun}`);
  ui.type('q');
  await ui.ended;
});

it('shows the fleet where the store knows of one, although nothing is configured', async () => {
  const service = sampleService('contoso-prod', { configured: false });
  const { lifeboat, ports } = await fleetOf([], (put) => put('backup', sampleBackup(service, 1)), {
    path: null,
  });
  const ui = openUi({ lifeboat, clock: ports.clock });

  await ui.shows(/contoso-prod/);
  expect(ui.text()).not.toContain('There is no configuration yet');
  ui.type('q');
  await ui.ended;
});

it('lists its keys under help', async () => {
  const { lifeboat, ports } = await fleetOf([], () => undefined, { path: null });
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('There is no configuration yet');

  ui.type('?');
  await ui.shows('First run');
  expect(ui.text()).toContain('new machine, old backups: rebuild');
  ui.type(press.esc);
  await ui.hides('esc closes');
  ui.type('q');
  await ui.ended;
});
