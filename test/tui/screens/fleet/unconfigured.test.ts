import { expect, it } from 'vitest';
import { moveUntil, sentTo } from '../../../harness/restore-fleet.ts';
import {
  fleetOf,
  type SampleFleet,
  sampleBackup,
  sampleSeen,
  sampleService,
} from '../../../harness/sample-fleet.ts';
import { openUi, press, type Ui } from '../../../harness/ui.ts';

/** A service that only the store knows, beside a configured one whose name begins with its name. */
async function opened(): Promise<{ fleet: SampleFleet; ui: Ui; resourceId: string }> {
  const prod = sampleService('contoso-prod');
  const other = sampleService('contoso', { configured: false });
  const fleet = await fleetOf([prod], (put) => {
    put('service', sampleSeen(prod));
    put('service', sampleSeen(other));
    put('backup', sampleBackup(prod, 3_600_000));
    put('backup', sampleBackup(other, 3_600_000));
  });
  fleet.azure.putService(other.resourceId);
  const ui = openUi({ lifeboat: fleet.lifeboat, clock: fleet.ports.clock });
  await ui.shows('contoso-prod');
  ui.type('/', 'contoso', press.enter);
  await ui.shows(/contoso +/);
  ui.type('g');
  for (let tries = 0; tries < 2 && !/› . contoso /.test(ui.text()); tries += 1) {
    ui.type('j');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await ui.shows(/› . contoso /);
  return { fleet, ui, resourceId: other.resourceId };
}

async function leave(ui: Ui): Promise<void> {
  ui.signal('SIGINT');
  await ui.ended;
}

it('backs up no other service whose name begins with the marked one', async () => {
  const { fleet, ui } = await opened();
  ui.type('b');
  await ui.shows('[ Cancel ]');
  ui.type('y');
  await ui.hides('[ Cancel ]');
  await moveUntil(fleet, ui, 'contoso has no storage to back up to', 10_000);
  expect(sentTo(fleet)).toEqual([]);
  await leave(ui);
});

it('names it in full on its page', async () => {
  const { ui, resourceId } = await opened();
  ui.type(press.enter);
  await ui.shows('[Backups 1]');
  ui.type('t');
  await ui.shows(`apim restore ${resourceId.slice(0, 60)}`);
  await leave(ui);
});
