import {
  fleetOf,
  type SampleFleet,
  sampleBackup,
  samplePast,
  sampleSeen,
  sampleService,
} from './sample-fleet.ts';
import type { Ui } from './ui.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** contoso-prod and its standby contoso-dr, with backups that are really there in the pretend Azure. */
export async function restoreFleet(
  changes: { readOnly?: boolean; environment?: string } = {},
): Promise<SampleFleet> {
  const prod = sampleService('contoso-prod', { standby: 'contoso-dr' });
  const dr = sampleService('contoso-dr', {
    environment: changes.environment ?? 'standby',
    everyMs: null,
    schedule: null,
  });
  const backups = [3, 27].map((hours) => sampleBackup(prod, hours * hour));
  const fleet = await fleetOf(
    [prod, dr],
    (put) => {
      put('service', sampleSeen(prod));
      put('service', sampleSeen(dr, { region: 'northeurope' }));
      for (const backup of backups) put('backup', backup);
      for (const ago of [4, 11, 18]) {
        put('operation', samplePast(dr, 'restore', ago * day, (10 + ago / 4) * 60_000));
        put('operation', samplePast(dr, 'backup', ago * day + hour, 7 * 60_000));
      }
    },
    changes,
  );
  fleet.azure.putService(dr.resourceId, { region: 'northeurope' });
  return fleet;
}

/** Moves the clock in steps until the screen shows the text; fails with the screen when it never does. */
export async function moveUntil(
  { ports }: SampleFleet,
  ui: Ui,
  text: string | RegExp,
  stepMs = 10_000,
): Promise<void> {
  const has = (): boolean =>
    typeof text === 'string' ? ui.text().includes(text) : text.test(ui.text());
  for (let steps = 0; steps < 600; steps += 1) {
    if (has()) return;
    await ports.clock.advance(stepMs);
    // The emulator draws in its own time.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`It never showed ${text}:\n${ui.text()}`);
}

/** What was sent to Azure, oldest first: `backup contoso-dr`. */
export function sentTo({ azure }: SampleFleet): string[] {
  return azure.runs().map((run) => `${run.kind} ${run.service.split('/').at(-1)}`);
}
