import { expect, it } from 'vitest';
import { sampleFleet } from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

it('shows the worst service first, with its state as sign and word', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');

  const lines = ui.lines();
  expect(lines[0]).toContain('6 services');
  expect(lines[3]).toMatch(/› ✗ contoso-pay +PROD .*stale/);
  expect(ui.text()).toMatch(/contoso-dr .*running +restore 12:31/);
  expect(lines.at(-1)).toContain('apim backup contoso-pay');

  ui.type('q');
  expect(await ui.ended).toBe(0);
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
