import { expect, it } from 'vitest';
import { sampleFleet } from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

it('takes a kept filter away with esc before it goes back', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');

  ui.type('/pay', press.enter);
  await ui.hides('contoso-prod');
  expect(ui.text()).toContain('1 of 6');

  ui.type(press.esc);
  await ui.shows('contoso-prod');
  ui.type('q');
  await ui.ended;
});
