import { expect, it } from 'vitest';
import { sampleFleet } from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

const ctrlP = '\u0010';
const ctrlN = '\u000e';

async function opened(size: { columns?: number; rows?: number } = {}) {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock, ...size });
  await ui.shows('contoso-pay');
  return ui;
}

it('keeps a wrong line, points at the place and says what was meant', async () => {
  const ui = await opened();

  ui.type(':', 'bakcup contoso-prod', press.enter);
  await ui.shows('Did you mean `backup`?');
  await ui.shows(/^ {2}\^{6}$/m);
  const lines = ui.lines();
  const field = lines.findIndex((line) => line.startsWith(' :bakcup'));
  expect(lines[field + 1]).toBe('  ^^^^^^');

  ui.type(press.backspace);
  await ui.hides('Did you mean');
  ui.type(press.esc);
  await ui.hides(':bakcup');
  ui.type('q');
  await ui.ended;
});

it('goes back and forth in what was typed before', async () => {
  const ui = await opened();
  ui.type(':', 'paths', press.enter);
  await ui.shows('/state/store.json');
  ui.type(':', 'whoami', press.enter);
  await ui.shows('── apim whoami');

  ui.type(':', 'stat');
  await ui.shows(':stat');
  ui.type(ctrlP);
  await ui.shows(':whoami');
  ui.type(ctrlP);
  await ui.shows(':paths');
  ui.type(ctrlN);
  await ui.shows(':whoami');
  ui.type(ctrlN);
  await ui.shows(':stat');
  ui.type(press.esc);
  await ui.hides(':stat');
  ui.type('q');
  await ui.ended;
});

it('completes with tab from the store, and says what the command does', async () => {
  const ui = await opened({ columns: 80, rows: 24 });

  ui.type(':', 'backup pay');
  await ui.shows('contoso-pay  ');
  ui.type(press.tab);
  await ui.shows(':backup contoso-pay');
  await ui.shows('locks a service while Azure works');
  ui.type(press.esc);
  await ui.hides('locks a service');
  ui.type('q');
  await ui.ended;
});

it('scrolls a long list with the marked one in sight', async () => {
  const ui = await opened({ columns: 60, rows: 15 });
  ui.type(':');
  await ui.shows('tab completes');

  for (let at = 0; at < 20; at += 1) ui.type(press.down);
  await ui.shows(/20 of \d+/);
  expect(ui.text()).toMatch(/ › \S+/);
  ui.type(press.esc);
  await ui.shows(/1 of \d+/);
  ui.type(press.esc);
  await ui.hides('tab completes');
  ui.type('q');
  await ui.ended;
});
