import { expect, it } from 'vitest';
import { sampleFleet, sampleService } from '../../harness/sample-fleet.ts';
import { openUi, press, type Ui } from '../../harness/ui.ts';

async function openExpiring(columns = 120, rows = 40) {
  const fleet = await sampleFleet();
  const ui = openUi({ lifeboat: fleet.lifeboat, clock: fleet.ports.clock, columns, rows });
  await ui.shows('contoso-prod');
  ui.type('x');
  await ui.shows('Expiring in the next 30 days');
  return { ...fleet, ui };
}

async function leave(ui: Ui): Promise<void> {
  ui.type('q');
  expect(await ui.ended).toBe(0);
}

it.each([
  [60, 15],
  [80, 24],
  [120, 40],
  [200, 60],
])('shows by day who loses the last backup in %i columns and %i rows', async (columns, rows) => {
  const { ui } = await openExpiring(columns, rows);
  expect(ui.lines()).toHaveLength(rows);
  expect(ui.text()).toMatch(/› no backup +(never|there never was one) +◐ contoso-dr/);
  expect(ui.text()).toMatch(/Thu 26 Nov +in 3 d.* ✗ contoso-pay/);
  expect(ui.text()).not.toContain('contoso-v2');
  expect(ui.lines().at(-1)).toContain('apim backup contoso-dr');
  await leave(ui);
});

it('shows the month beside the list on a wide terminal, with the day of the marked service', async () => {
  const { ui } = await openExpiring(200, 60);
  expect(ui.text()).toMatch(/Mon +Tue +Wed +Thu +Fri +Sat +Sun/);
  expect(ui.text()).toContain(' 26·1 ');
  ui.type('j');
  await ui.shows('[26·1]');
  await leave(ui);
});

it('opens the service, and finds the cursor again with esc', async () => {
  const { ui } = await openExpiring();
  ui.type('jj', press.enter);
  await ui.shows('PRODUCTION ══ contoso-eu');
  ui.type(press.esc);
  await ui.shows(/› Mon 21 Dec.* contoso-eu/);
  await leave(ui);
});

it('asks before it backs up, and begins a snooze', async () => {
  const { ui } = await openExpiring();
  ui.type('j', 'b');
  await ui.shows('Back up contoso-pay');
  ui.type(press.esc);
  await ui.hides('Back up contoso-pay');
  ui.type('s');
  await ui.shows(':snooze contoso-pay 1d');
  ui.type(press.esc);
  await ui.hides(':snooze');
  await leave(ui);
});

it('shows who snoozed what until when, and offers to end it', async () => {
  const { ui, ports } = await openExpiring();
  const { id, label } = sampleService('contoso-pay');
  await ports.store.update((draft) => {
    for (const threshold of ['3d', '7d', 'last-restorable'] as const)
      draft.put('warning', {
        id: `${id}|${threshold}`,
        service: id,
        label,
        threshold,
        since: ports.clock.now(),
        backup: draft.all('backup').find((each) => each.service === id)?.id ?? null,
        snoozedUntil: ports.clock.now() + 86_400_000,
        snoozedBy: 'raj',
        snoozeReason: 'it moves',
      });
  });
  await ports.clock.advance(1_000);
  await ui.shows('until 24 Nov 03:00 by raj, "it moves"');
  ui.type('j', 's');
  await ui.shows(':snooze contoso-pay --end');
  ui.type(press.esc);
  await ui.hides(':snooze');
  await leave(ui);
});

it('runs a line that says how far to look', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  ui.type(':', 'expiring --within 30d', press.enter);
  await ui.shows('apim expiring --within 30d');
  expect(ui.text()).not.toContain('Expiring in the next');
  ui.signal('SIGINT');
  await ui.ended;
});

it('marks the row that is clicked', async () => {
  const { ui } = await openExpiring();
  const row = ui.lines().findIndex((line) => line.includes('contoso-dev')) + 1;
  ui.type(`\u001b[<0;20;${row}M`);
  await ui.shows(/› Tue 22 Dec.* contoso-dev/);
  await leave(ui);
});
