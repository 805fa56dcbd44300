import { describe, expect, it } from 'vitest';
import { moveUntil, restoreFleet, sentTo } from '../../../harness/restore-fleet.ts';
import { runLine } from '../../../harness/run-line.ts';
import type { SampleFleet } from '../../../harness/sample-fleet.ts';
import { openUi, press, type Ui } from '../../../harness/ui.ts';

/** The fleet, opened, with the plan of a restore into the standby on the screen. */
async function planned(
  changes: { columns?: number; rows?: number } & Parameters<typeof restoreFleet>[0] = {},
): Promise<{ fleet: SampleFleet; ui: Ui; keys: string[] }> {
  const { columns = 120, rows = 40, ...fleetChanges } = changes;
  const fleet = await restoreFleet(fleetChanges);
  const { lifeboat, ports } = fleet;
  const ui = openUi({
    lifeboat,
    clock: ports.clock,
    columns,
    rows,
    options: { reducedMotion: true },
  });
  await ui.shows('contoso-prod');
  ui.type('G');
  await ui.shows(/› . contoso-prod/);
  const keys = ['R', 'G', press.enter];
  ui.type('R');
  await ui.shows('› 1. ');
  ui.type('G');
  await ui.shows(/› \d\. Restore into the standby/);
  ui.type(press.enter);
  await ui.shows('[ Cancel ]');
  return { fleet, ui, keys };
}

async function leave(ui: Ui): Promise<void> {
  ui.signal('SIGINT');
  await ui.ended;
}

describe('a restore in the terminal UI', () => {
  it('is explained on a page without the keys of a restore', async () => {
    const { lifeboat, ports } = await restoreFleet();
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    ui.type(':restore --help', press.enter);
    await ui.shows('Arguments');
    expect(ui.text()).toContain('P print');
    expect(ui.text()).not.toContain('edit line');
    await leave(ui);
  });

  it('is sent once and ends, with at most 12 keys beside the name', async () => {
    const { fleet, ui, keys } = await planned();
    const more = [press.tab, 'contoso-dr', press.enter];
    ui.type(...more);
    await ui.shows('enter restores');
    expect(sentTo(fleet)).toEqual([]);

    await fleet.ports.clock.advance(1_000);
    ui.type(press.enter);
    await moveUntil(fleet, ui, 'safety backup of contoso-dr  running');
    await moveUntil(fleet, ui, 'restore of contoso-dr  running');
    expect(ui.text()).toContain('Azure cannot cancel this. You may close this: it goes on.');
    await moveUntil(fleet, ui, 'Restore of contoso-dr done in');

    expect(sentTo(fleet)).toEqual(['backup contoso-dr', 'restore contoso-dr']);
    expect(ui.text()).toContain('What a restore does not bring back');
    const pressed = [...keys, ...more, press.enter].filter((each) => each !== 'contoso-dr');
    expect(pressed.length).toBeLessThanOrEqual(12);
    await leave(ui);
  });

  it('sends nothing on Cancel, which is what enter presses', async () => {
    const { fleet, ui } = await planned();
    ui.type(press.enter);
    await ui.shows('was not confirmed');
    const keys = ui.text().split('\n').at(-1);
    expect(keys).toContain('A again  e edit line');
    for (const useless of ['operation', 'override', 'put back', 'stop waiting'])
      expect(keys).not.toContain(useless);
    ui.type(press.enter, press.enter);
    await fleet.ports.clock.advance(60_000);
    expect(sentTo(fleet)).toEqual([]);
    await leave(ui);
  });

  it('sends nothing on esc, and goes back', async () => {
    const { fleet, ui } = await planned();
    ui.type(press.tab, 'contoso-dr');
    await ui.shows('exact');
    ui.type(press.esc);
    await ui.shows('was not confirmed');
    ui.type(press.esc);
    await ui.shows('Ways back');
    expect(sentTo(fleet)).toEqual([]);
    await leave(ui);
  });

  it('sends nothing by R and enter alone, however often', async () => {
    const fleet = await restoreFleet();
    const { lifeboat, ports } = fleet;
    const ui = openUi({ lifeboat, clock: ports.clock, options: { reducedMotion: true } });
    await ui.shows('contoso-prod');
    ui.type('G', 'R');
    await ui.shows('Ways back');
    for (let presses = 0; presses < 12; presses += 1) {
      ui.type(press.enter);
      await ports.clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await ui.shows('was not confirmed');
    expect(sentTo(fleet)).toEqual([]);
    await leave(ui);
  });

  it('refuses another name, and says so', async () => {
    const { fleet, ui } = await planned();
    ui.type(press.tab, 'contoso-prod', press.enter);
    await ui.shows('Not contoso-dr to the letter');
    ui.type(press.tab);
    await fleet.ports.clock.advance(1_000);
    ui.type(press.enter);
    await fleet.ports.clock.advance(60_000);
    expect(ui.text()).toContain('Not contoso-dr to the letter');
    expect(sentTo(fleet)).toEqual([]);
    await leave(ui);
  });

  it.each([
    ['marked by the terminal', '\u001b[200~contoso-dr\r\n\u001b[201~'],
    ['that the terminal did not mark', 'contoso-dr\r\n'],
    ['of many lines', 'contoso-dr\r\r\r\r'],
  ])('is not sent by a paste %s', async (_how, pasted) => {
    const { fleet, ui } = await planned();
    ui.type(press.tab);
    await ui.shows('tab goes on, esc cancels');
    ui.type(pasted);
    await ui.shows('exact');
    await fleet.ports.clock.advance(60_000);
    expect(ui.text()).toContain('[ Cancel ]');
    expect(sentTo(fleet)).toEqual([]);
    await leave(ui);
  });

  it('is refused where nothing may be changed, before anything is read', async () => {
    const fleet = await restoreFleet({ readOnly: true });
    const { lifeboat, ports } = fleet;
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    ui.type('G', 'R');
    await ui.shows('Ways back');
    ui.type('G', press.enter);
    await ui.shows('Read-only');
    expect(sentTo(fleet)).toEqual([]);
    await leave(ui);
  });

  it('says where the target is beside its name', async () => {
    const { fleet, ui } = await planned();
    const [row] = (await fleet.ports.store.read())
      .all('service')
      .filter(({ label }) => label === 'contoso-dr');
    expect(ui.text()).toContain(
      `subscription  ${fleet.lifeboat.configuration.services[0]?.subscription}`,
    );
    expect(ui.text()).toContain(`gateway       ${row?.gatewayUrl}`);
    await leave(ui);
  });

  it('marks production by a double frame and the word', async () => {
    const { ui } = await planned({ environment: 'production' });
    expect(ui.lines()[1]).toContain('══ PRODUCTION ══');
    const inside = ui.lines().slice(2, -3);
    expect(inside.every((line) => line.startsWith('║') && line.endsWith('║'))).toBe(true);
    await leave(ui);
  });

  it('says before one leaves that what waits for its safety backup is not sent', async () => {
    const { fleet, ui } = await planned();
    ui.type('q');
    await ui.shows('contoso-dr is not confirmed, and will not be');
    ui.type(press.esc);
    await ui.hides('[ Leave ]');

    ui.type(press.tab, 'contoso-dr', press.enter);
    await ui.shows('enter restores');
    await fleet.ports.clock.advance(1_000);
    ui.type(press.enter);
    await moveUntil(fleet, ui, 'safety backup of contoso-dr  running');
    ui.type('q');
    await ui.shows('The safety backup of contoso-dr goes on in Azure');
    expect(ui.text()).toContain('The restore of contoso-dr was not sent');
    expect(ui.text()).toContain('yet, and will not be: contoso-dr stays as it is.');
    ui.type('y');
    expect(await ui.ended).toBe(0);
    await fleet.ports.clock.advance(60 * 60_000);
    expect(sentTo(fleet)).toEqual(['backup contoso-dr']);
  });

  it('goes on when one leaves the page, and w brings back to it', async () => {
    const { fleet, ui } = await planned();
    ui.type(press.tab, 'contoso-dr', press.enter);
    await ui.shows('enter restores');
    await fleet.ports.clock.advance(1_000);
    ui.type(press.enter);
    await moveUntil(fleet, ui, 'safety backup of contoso-dr  running');
    ui.type(press.esc);
    await ui.shows('Ways back');
    await fleet.ports.clock.advance(8 * 60_000);
    ui.type('w');
    await moveUntil(fleet, ui, 'restore of contoso-dr  running');
    expect(sentTo(fleet)).toEqual(['backup contoso-dr', 'restore contoso-dr']);
    await leave(ui);
  });

  it('asks again, empty, when the blob was changed while the safety backup ran', async () => {
    const { fleet, ui } = await planned();
    ui.type(press.tab, 'contoso-dr', press.enter);
    await ui.shows('enter restores');
    await fleet.ports.clock.advance(1_000);
    ui.type(press.enter);
    await moveUntil(fleet, ui, 'safety backup of contoso-dr  running');
    const [newest] = (await fleet.ports.store.read())
      .all('backup')
      .toSorted((one, other) => other.createdAt - one.createdAt);
    const place = { account: 'stcontosodr', container: 'apim-backups' };
    fleet.azure.putBlob(place, newest?.name ?? '', { etag: '"0x2"' });

    await moveUntil(fleet, ui, 'Things are worse than the plan showed');
    expect(ui.text()).toContain('Read what is said above');
    expect(ui.text()).toMatch(/› \[ Cancel ]/);
    ui.type(press.enter);
    await ui.shows('was not sent: things are worse');
    expect(sentTo(fleet)).toEqual(['backup contoso-dr']);
    await leave(ui);
  });

  it.each(['A', 'e', 'the history'])(
    'asks for the name by %s, also where the line passed it before',
    async (how) => {
      const fleet = await restoreFleet();
      const { lifeboat, ports } = fleet;
      const ui = openUi({ lifeboat, clock: ports.clock, options: { reducedMotion: true } });
      await ui.shows('contoso-prod');
      await runLine(ui, 'restore contoso-dr --from latest:contoso-prod --confirm contoso-dr');
      await moveUntil(fleet, ui, 'Restore of contoso-dr done in');
      const sent = sentTo(fleet);
      if (how === 'A') ui.type('A');
      else {
        if (how === 'e') ui.type('e');
        else ui.type(':', '\u0010');
        await ui.shows(':restore contoso-dr --from latest:contoso-prod');
        ui.type(press.enter);
      }
      await moveUntil(fleet, ui, /\[ Cancel ]|safety backup of contoso-dr {2}running/, 1_000);
      expect(ui.text()).toContain('[ Cancel ]');
      expect(sentTo(fleet)).toEqual(sent);
      await leave(ui);
    },
  );

  it('shows a plan that is blocked, why, and the line that overrides it', async () => {
    const fleet = await restoreFleet();
    const { lifeboat, ports, azure } = fleet;
    const dr = lifeboat.configuration.services.find(({ label }) => label === 'contoso-dr');
    azure.putService(dr?.resourceId ?? '', { provisioningState: 'Updating' });
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    await runLine(ui, 'restore contoso-dr --from latest:contoso-prod');
    await ui.shows('was not started');
    await ui.shows(/fail +idle/);
    expect(ui.text()).toContain('f override');
    ui.type('f');
    await ui.shows('--force idle --reason "');
    expect(sentTo(fleet)).toEqual([]);
    await leave(ui);
  });

  it('says who may approve where a second person is wanted, and that it was approved', async () => {
    const fleet = await restoreFleet();
    const { ports } = fleet;
    const configuration = {
      ...fleet.lifeboat.configuration,
      people: [{ name: 'raj', azure: 'another', slack: null }],
      approvals: { environments: { restore: ['standby'] }, by: ['raj'], lastMs: 3_600_000 },
    };
    const ui = openUi({ lifeboat: { ...fleet.lifeboat, configuration }, clock: ports.clock });
    await ui.shows('contoso-prod');
    await runLine(ui, 'restore contoso-dr --from latest:contoso-prod');
    await moveUntil(fleet, ui, /Request \w+ waits for a second person until/, 1_000);
    expect(ui.text()).toContain('raj may approve it with `apim approve');
    const [request] = (await ports.store.read()).all('approval');
    if (request === undefined) throw new Error('no request');
    const by = { ...request.asker, person: 'raj' };
    await ports.store.update((draft) =>
      draft.put('approval', {
        ...request,
        status: 'approved',
        decision: { by, at: 0, reason: null },
      }),
    );
    await moveUntil(fleet, ui, `raj approved request ${request.id}`, 1_000);
    expect(sentTo(fleet)).toEqual([]);
    await leave(ui);
  });

  it.each([
    [60, 15],
    [80, 24],
    [200, 60],
  ])('fits %i by %i, and its plan can be read to the end', async (columns, rows) => {
    const { ui } = await planned({ columns, rows });
    ui.type('G');
    await ui.shows(/(?:to (\d+) of \1 )|az resource/);
    expect(ui.lines().every((line) => line.length <= columns)).toBe(true);
    expect(ui.text()).toContain('[ Restore ]');
    // How old what one goes back to is can be read without scrolling.
    expect(ui.text()).toMatch(/\(3 h\s*│?\n?│?\s*ago\)|made 3 h ago/);
    await leave(ui);
  });
});
