import { expect, it } from 'vitest';
import { moveUntil, restoreFleet, sentTo } from '../../harness/restore-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

it.each([
  ['y', ['b', 'y']],
  ['enter', ['b', press.tab, press.enter]],
  // As a terminal pastes that does not mark it: `b` opens the question, `y` would agree.
  ['a paste', ['batch of today']],
])('is not agreed to by %s that came before it was seen', async (_how, keys) => {
  const fleet = await restoreFleet();
  const { lifeboat, ports } = fleet;
  const ui = openUi({ lifeboat, clock: ports.clock, options: { reducedMotion: true } });
  await ui.shows('contoso-prod');
  ui.type(...keys);
  await ui.shows('press it again');
  await ports.clock.advance(5_000);
  expect(ui.text()).toContain('[ Cancel ]');
  expect(sentTo(fleet)).toEqual([]);

  ui.type('y');
  await ui.hides('[ Cancel ]');
  await moveUntil(fleet, ui, /Backup of contoso-\w+ done/);
  expect(sentTo(fleet)).toHaveLength(1);
  ui.signal('SIGINT');
  await ui.ended;
});
