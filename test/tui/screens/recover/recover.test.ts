import { describe, expect, it } from 'vitest';
import { moveUntil, restoreFleet, sentTo } from '../../../harness/restore-fleet.ts';
import { runLine } from '../../../harness/run-line.ts';
import { type SampleFleet, sampleOperation } from '../../../harness/sample-fleet.ts';
import { openUi, press, type Ui } from '../../../harness/ui.ts';

async function opened(
  prepare: (fleet: SampleFleet) => void | Promise<void> = () => undefined,
  size: { columns?: number; rows?: number } = {},
): Promise<{ fleet: SampleFleet; ui: Ui }> {
  const fleet = await restoreFleet();
  await prepare(fleet);
  const ui = openUi({ lifeboat: fleet.lifeboat, clock: fleet.ports.clock, ...size });
  await ui.shows('contoso-prod');
  await runLine(ui, 'recover contoso-prod');
  return { fleet, ui };
}

async function leave(ui: Ui): Promise<void> {
  ui.signal('SIGINT');
  await ui.ended;
}

describe('the recover page', () => {
  it('shows what is remembered with its age while it looks', async () => {
    const { fleet, ui } = await opened(({ azure }) => {
      // Nobody answers.
      azure.script('apiManagement.get', () => new Promise(() => undefined));
    });
    await ui.shows('Looking at Azure, the gateways and the storage of contoso-prod');
    expect(ui.text()).toMatch(/Remembered, seen \d+ s ago/);
    expect(ui.text()).toContain('Premium, westeurope, Succeeded');
    await fleet.ports.clock.advance(3_000);
    await ui.shows('00:03');
    await moveUntil(fleet, ui, 'Looked', 1_000);
    await leave(ui);
  });

  it('shows what was seen and every way back with its line, costs and time', async () => {
    const { ui } = await opened();
    await ui.shows('The gateway of contoso-prod serves in westeurope.');
    expect(ui.text()).toContain('serves: HTTP 200 in 12 ms');
    expect(ui.text()).toMatch(/› 1\. Put contoso-prod back to 23 Nov 00:00 UTC/);
    expect(ui.text()).toContain('apim restore contoso-dr --from latest:contoso-prod');
    expect(ui.text()).toContain('a safety backup is made first');
    expect(ui.text()).toMatch(/Takes about \d+ min .*safety backup included/);
    expect(ui.lines().at(-1)).toContain('apim restore contoso-prod --from');
    ui.type('G');
    await ui.shows(/› 3\. Restore into the standby/);
    expect(ui.lines().at(-1)).toContain('apim restore contoso-dr --from latest:contoso-prod');
    await leave(ui);
  });

  it('says that there is no way back where only safety backups are, and what there is to do', async () => {
    const { ui } = await opened(({ ports }) =>
      ports.store.update((draft) => {
        for (const backup of draft.all('backup'))
          draft.put('backup', { ...backup, purpose: 'safety' });
      }),
    );
    await ui.shows('No way back was found among the backups of contoso-prod');
    await ui.shows('Safety backups are not offered');
    await ui.shows('apim backup contoso-prod` makes a new one');
    expect(ui.text()).not.toContain('contoso-prod@TIME');
    await leave(ui);
  });

  it('marks where to begin when the service was deleted, and asks before it undeletes', async () => {
    const { fleet, ui } = await opened(({ azure, lifeboat }) =>
      azure.deleteService(lifeboat.configuration.services[0]?.resourceId ?? ''),
    );
    await ui.shows('contoso-prod was deleted');
    expect(ui.text()).toMatch(/› 1\. Undelete contoso-prod {2}begin here/);
    ui.type(press.enter);
    await ui.shows('[ Cancel ]');
    ui.type(press.enter);
    await ui.hides('[ Cancel ]');
    expect(fleet.azure.calls('apiManagement.undelete')).toEqual([]);
    await leave(ui);
  });

  it('says of a way that is not possible why not', async () => {
    const { ui } = await opened(({ azure, lifeboat }) => {
      const dr = lifeboat.configuration.services.find(({ label }) => label === 'contoso-dr');
      azure.putService(dr?.resourceId ?? '', { tier: 'Developer' });
    });
    await ui.shows('Looked');
    ui.type('G');
    await ui.shows(/› 3\. Restore into the standby.*not now/);
    await ui.shows('same-tier, fail');
    await ui.shows(/Not now: .*Developer/);
    await leave(ui);
  });

  it('looks again on r, and keeps what it knows meanwhile', async () => {
    const { fleet, ui } = await opened();
    await ui.shows('Looked');
    await fleet.ports.clock.advance(20_000);
    await ui.shows('Looked 20 s ago');
    const before = fleet.ports.gateway.asked.length;
    ui.type('r');
    await ui.shows('Looked now');
    expect(ui.text()).toContain('Ways back');
    expect(fleet.ports.gateway.asked.length).toBeGreaterThan(before);
    await leave(ui);
  });

  it('leads to what runs', async () => {
    const { ui } = await opened(async ({ ports, lifeboat }) => {
      const [prod] = lifeboat.configuration.services;
      if (prod === undefined) return;
      await ports.store.update((draft) => draft.put('operation', sampleOperation(prod)));
    });
    await ui.shows('A restore of contoso-prod is under way');
    await ui.shows('begin here');
    ui.type(press.enter);
    await ui.shows('What happened, in UTC');
    await leave(ui);
  });

  it('runs as a command where the line has flags', async () => {
    const { ui } = await opened();
    await ui.shows('Looked');
    await runLine(ui, 'recover contoso-prod --before 01:30');
    await ui.shows('── apim recover contoso-prod --before 01:30');
    await ui.shows('1. Put contoso-prod back');
    expect(ui.text()).not.toContain('› 1.');
    await leave(ui);
  });

  it.each([
    [60, 15],
    [80, 24],
    [200, 60],
  ])('fits %i by %i, with the marked way in sight', async (columns, rows) => {
    const { fleet, ui } = await opened(undefined, { columns, rows });
    await ui.shows('› 1. ');
    for (const number of [2, 3]) {
      ui.type('j');
      await ui.shows(`› ${number}. `);
    }
    ui.type('k', 'k', ...'kkkkkkkkkkkkk');
    await ui.shows('What was seen');
    expect(ui.lines().every((line) => line.length <= columns)).toBe(true);
    expect(sentTo(fleet)).toEqual([]);
    await leave(ui);
  });
});
