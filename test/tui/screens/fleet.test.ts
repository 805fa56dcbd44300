import { expect, it } from 'vitest';
import { beatWatch } from '../../../packages/core/src/workflows/watch-beat.ts';
import {
  sampleBackup,
  sampleFleet,
  sampleSeen,
  sampleService,
} from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

it('shows the worst service first, with its state as sign and word', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');

  const lines = ui.lines();
  expect(lines[0]).toContain('6 services');
  expect(lines[3]).toMatch(/› ✗ contoso-pay +PROD .*stale/);
  expect(ui.text()).toMatch(/contoso-dr .*running +restore [▓░┃]+ {2}12:31 {2}usually 28 min/);
  expect(lines.at(-2)).toContain('ServiceLocked: The service is transitioning. · req 6f100000');
  expect(lines.at(-1)).toContain('apim backup contoso-pay');

  ui.type('q');
  expect(await ui.ended).toBe(0);
});

it('says that nothing starts the schedules, until something watches', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  expect(ui.lines()[1]).toContain('nothing watches: 4 schedules wait');

  await beatWatch({ ports, configuration: { ...lifeboat.configuration, readOnly: false } }, 'loop');
  await ports.clock.advance(1_000);
  await ui.hides('nothing watches');
  expect(ui.lines()[1]).toMatch(/^── Fleet ─+$/);
  ui.type('q');
  await ui.ended;
});

it('takes keys typed at once one after the other', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');

  ui.type('jj', 'b');
  await ui.shows('Back up contoso-dr');

  ui.type(press.esc);
  await ui.hides('Cancel');
  ui.type('q');
  await ui.ended;
});

it.each([
  [60, 15],
  [80, 24],
  [120, 40],
  [200, 60],
])('fills %i columns and %i rows exactly', async (columns, rows) => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock, columns, rows });
  await ui.shows('contoso-prod');
  const lines = ui.lines();
  expect(lines).toHaveLength(rows);
  expect(lines[0]).toContain('2 need you');
  expect(lines[1]).toMatch(/^── Fleet {2}nothing watches: \d schedules wait ─+$/);
  expect(lines.at(-1)).toContain('apim backup contoso-pay');
  ui.type('q');
  await ui.ended;
});

it('keeps the cursor on its service when the fleet changes under it', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  ui.type('j');
  await ui.shows(/› ! contoso-eu/);

  await ports.store.update((draft) => {
    const pay = sampleService('contoso-pay');
    draft.put('backup', sampleBackup(pay, 60_000));
    draft.put('service', sampleSeen(pay));
  });
  await ports.clock.advance(1_000);
  await ui.shows(/✓ contoso-pay/);
  expect(ui.text()).toMatch(/› ! contoso-eu/);
  ui.type('q');
  await ui.ended;
});

it('finds the cursor where it was after a look elsewhere', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  ui.type('jjj', press.enter);
  await ui.hides('Fleet');
  ui.type(press.esc);
  await ui.shows(/› ✓ contoso-dev/);
  ui.type('q');
  await ui.ended;
});

it('marks the row that is clicked, and moves with the wheel', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock, options: { mouse: true } });
  await ui.shows('contoso-prod');
  ui.type('\u001b[<0;20;6M', '\u001b[<0;20;6m');
  await ui.shows(/› ◐ contoso-dr/);
  ui.type('\u001b[<65;20;6M');
  await ui.shows(/› – contoso-v2/);
  ui.type('\u001b[<0;20;30M', '\u001b[<64;20;6M');
  await ui.shows(/› ◐ contoso-dr/);
  ui.type('q');
  await ui.ended;
});

it('says how to take a filter away', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  ui.type('/', 'prod');
  await ui.shows('enter keeps, esc clears');
  ui.type(press.enter);
  await ui.shows(/\/prod {2}3 of 6 {2}\/ esc clears/);
  ui.type('/', press.esc);
  await ui.shows('contoso-dev');
  ui.type('q');
  await ui.ended;
});
