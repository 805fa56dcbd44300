import { expect, it } from 'vitest';
import { sampleBackup, sampleFleet, sampleService } from '../../harness/sample-fleet.ts';
import { openUi, press, type Ui } from '../../harness/ui.ts';

const sizes: [number, number][] = [
  [60, 15],
  [80, 24],
  [120, 40],
  [200, 60],
];

async function openService(columns = 120, rows = 40, label = 'contoso-prod') {
  const fleet = await sampleFleet();
  const ui = openUi({ lifeboat: fleet.lifeboat, clock: fleet.ports.clock, columns, rows });
  await ui.shows('contoso-prod');
  ui.type(':', `backups ${label}`, press.enter);
  await ui.shows(`PRODUCTION ══ ${label}`);
  return { ...fleet, ui };
}

async function leave(ui: Ui): Promise<void> {
  ui.type('q');
  expect(await ui.ended).toBe(0);
}

it.each(sizes)(
  'shows card, timeline and backups in %i columns and %i rows',
  async (columns, rows) => {
    const { ui } = await openService(columns, rows);
    const lines = ui.lines();
    expect(lines).toHaveLength(rows);
    expect(lines[2]).toMatch(/✓ fresh/);
    expect(ui.text()).toContain('[Backups 25]');
    expect(ui.text()).toMatch(/▏ .*▂.*▏/);
    expect(ui.text()).toMatch(/› ✓ 23 Nov 00:00 .*scheduled +restorable/);
    expect(lines.at(-3)).toMatch(/^═+$/);
    expect(lines.at(-2)).toContain('contoso-prod.Premium.westeurope.20261123T000000Z.apimbackup');
    expect(lines.at(-1)).toContain('apim show bprod3');
    await leave(ui);
  },
);

it('opens from the fleet, and finds the cursor there again with esc', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  ui.type('jjj', press.enter);
  await ui.shows('── contoso-dev');
  expect(ui.text()).not.toContain('PRODUCTION');
  ui.type(press.esc);
  await ui.shows(/› ✓ contoso-dev/);
  await leave(ui);
});

it('goes through its panes with tab, and keeps the cursor of each', async () => {
  const { ui } = await openService();
  ui.type('jj');
  await ui.shows(/› ✓ 21 Nov/);
  ui.type(press.tab);
  await ui.shows('[Operations 11]');
  await ui.shows('usually 7 min');
  expect(ui.text()).toMatch(/backup [▁▂▃▄▅▆▇█]{11} usually 7 min \(5 min to 8 min\)/);
  expect(ui.lines().at(-1)).toContain('apim follow');
  ui.type(press.tab);
  await ui.shows(/\[Not in a backup \d+/);
  await ui.shows('Managed identities are not in a backup');
  ui.type(press.shiftTab, press.shiftTab);
  await ui.shows('[Backups 25]');
  await ui.shows(/› ✓ 21 Nov/);
  await leave(ui);
});

it('reads what others changed only when that is opened', async () => {
  const { ui, azure, ports } = await openService();
  azure.putEvent({
    at: ports.clock.now() - 60_000,
    submittedAt: null,
    operationName: 'microsoft.apimanagement/service/apis/write',
    status: 'succeeded',
    caller: 'raj@contoso.com',
    correlationId: 'c1',
    clientRequestId: null,
    resourceId: `${sampleService('contoso-prod').resourceId}/apis/echo`,
    failure: null,
  });
  expect(azure.calls().filter(({ name }) => name === 'activityLog.read')).toEqual([]);
  ui.type(press.shiftTab);
  await ui.shows(/\[Changed by others 1\]/);
  await ui.shows(/write +apis\/echo +succeeded +raj@contoso.com/);
  expect(azure.calls().filter(({ name }) => name === 'activityLog.read')).toHaveLength(1);
  await leave(ui);
});

it('says that the activity log cannot be read, and why', async () => {
  const { ui, azure } = await openService();
  azure.refuse('activityLog.read', 'denied');
  ui.type(press.shiftTab);
  await ui.shows('The activity log cannot be read: ');
  await leave(ui);
});

it('asks before it backs up, and begins lines that a person finishes', async () => {
  const { ui } = await openService();
  ui.type('b');
  await ui.shows('Back up contoso-prod');
  ui.type(press.esc);
  await ui.hides('Back up contoso-prod');

  ui.type('T');
  await ui.shows(':restore  --from bprod3');
  ui.type('contoso-d', press.tab);
  await ui.shows(':restore contoso-d');
  ui.type('r', press.tab);
  await ui.shows(':restore contoso-dr --from bprod3');
  ui.type(press.esc);
  await ui.hides(':restore');

  for (const [key, line] of [
    ['n', ':note bprod3'],
    ['h', ':hold contoso-prod --for 4h --reason ""'],
    ['s', ':snooze contoso-prod 1d'],
  ] as const) {
    ui.type(key);
    await ui.shows(line);
    ui.type(press.esc);
    await ui.hides(line);
  }
  await leave(ui);
});

it('plans a restore of the marked backup into the service itself, and sends nothing', async () => {
  const { ui, azure } = await openService();
  ui.type('j', 't');
  await ui.shows('restore contoso-prod --from bprod27');
  expect(azure.calls().filter(({ name }) => name === 'apiManagement.start')).toEqual([]);
  ui.signal('SIGINT');
  await ui.ended;
});

it('answers a key that has nothing to work on', async () => {
  const { ui } = await openService();
  ui.type(press.tab, press.tab, 't');
  await ui.shows('Mark a backup first');
  ui.type('/');
  await ui.shows('There is nothing to filter here');
  await leave(ui);
});

it('keeps the cursor on its backup when a newer one is made', async () => {
  const { ui, ports } = await openService();
  ui.type('jj');
  await ui.shows(/› ✓ 21 Nov/);
  await ports.store.update((draft) =>
    draft.put('backup', sampleBackup(sampleService('contoso-prod'), 60_000)),
  );
  await ports.clock.advance(1_000);
  await ui.shows('[Backups 26]');
  expect(ui.text()).toMatch(/› ✓ 21 Nov/);
  await leave(ui);
});

it('shows its panes side by side on a large terminal, and goes to the one that is clicked', async () => {
  const { ui } = await openService(200, 60);
  for (const title of [
    '[Backups 25]',
    ' Operations 11 ',
    ' Not in a backup ',
    ' Changed by others ',
  ])
    expect(ui.text()).toContain(title);
  const row = ui.lines().findIndex((line) => /✓ 20 Nov 03:00 +scheduled backup/.test(line)) + 1;
  ui.type(`\u001b[<0;140;${row}M`);
  await ui.shows('[Operations 11]');
  await ui.shows(/› ✓ 20 Nov 03:00 +scheduled backup/);
  await leave(ui);
});

it('refuses a name that nothing has, with what is near', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  ui.type(':', 'status contoso-prud', press.enter);
  await ui.shows(/contoso-prud/);
  await ui.shows(/contoso-prod/);
  await leave(ui);
});

it('runs a line that says more than the screen shows', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  ui.type(':', 'backups contoso-prod --all', press.enter);
  await ui.shows('apim backups contoso-prod --all');
  expect(ui.text()).not.toContain('[Backups');
  ui.signal('SIGINT');
  await ui.ended;
});
