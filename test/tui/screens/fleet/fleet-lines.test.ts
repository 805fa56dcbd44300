import { expect, it } from 'vitest';
import { modelOf } from '../../../../packages/tui/src/app/live/model.ts';
import { layColumns } from '../../../../packages/tui/src/format/columns.ts';
import { type Spans, widthOf } from '../../../../packages/tui/src/format/spans.ts';
import { fleetColumns } from '../../../../packages/tui/src/screens/fleet/fleet-columns.ts';
import {
  cursorWidth,
  fleetLine,
  fleetTitles,
} from '../../../../packages/tui/src/screens/fleet/fleet-lines.ts';
import { fleetWidths } from '../../../../packages/tui/src/screens/fleet/fleet-widths.ts';
import { snoozedServices } from '../../../../packages/tui/src/screens/fleet/marks.ts';
import { createTheme } from '../../../../packages/tui/src/theme/theme.ts';
import { bestTime } from '../../../harness/best-time.ts';
import {
  fleetOf,
  sampleBackup,
  sampleFleet,
  sampleNow,
  sampleOperation,
  sampleSeen,
  sampleService,
  storeOf,
} from '../../../harness/sample-fleet.ts';

const dark = createTheme('dark', { unicode: true, moves: true });
const ascii = createTheme('none', { unicode: false, moves: true });
const textOf = (row: Spans): string => row.map(({ text }) => text).join('');
type Fleet = Awaited<ReturnType<typeof sampleFleet>>;

async function drawn(fleet: Fleet, columns: number, theme = dark): Promise<Spans[]> {
  const model = modelOf(await storeOf(fleet), fleet.lifeboat.configuration, sampleNow);
  const snoozed = snoozedServices(model.warnings, sampleNow);
  const at = { columns, now: sampleNow, theme };
  const all = fleetColumns(fleetWidths(model.rows, snoozed), { now: sampleNow, theme, snoozed });
  const laid = layColumns(all, columns - cursorWidth - 1);
  return [
    fleetTitles(laid, at),
    ...model.rows.map((row, index) => fleetLine(row, index === 0, laid, at)),
  ];
}

it('is exactly as wide as the terminal at every width, also in ASCII', async () => {
  const fleet = await sampleFleet();
  for (const theme of [dark, ascii])
    for (let columns = 60; columns <= 220; columns += 1)
      for (const row of await drawn(fleet, columns, theme))
        expect(widthOf(row), `${columns}: ${textOf(row)}`).toBe(columns);
});

it.each([
  [60, ['SERVICE', 'ENV', 'BACKUPS', 'NEWEST', 'RESTORABLE TO']],
  [80, ['SERVICE', 'ENV', 'BACKUPS', 'NEWEST', 'RESTORABLE TO', '30 DAYS']],
  [100, ['SERVICE', 'ENV', 'TIER', 'BACKUPS', 'NEWEST', 'RESTORABLE UNTIL', '30 DAYS']],
  [120, ['SERVICE', 'ENV', 'TIER', 'REGION', 'BACKUPS', 'NEWEST', 'RESTORABLE UNTIL', '30 DAYS']],
])('shows at %i columns %j', async (columns, titles) => {
  const [head = []] = await drawn(await sampleFleet(), columns);
  expect(
    textOf(head)
      .trim()
      .split(/\s{2,}/),
  ).toEqual(titles);
});

it('has a day of every end at 60 columns, also of one that is estimated', async () => {
  const exact = sampleService('contoso-exact');
  const guess = sampleService('contoso-guess');
  const fleet = await fleetOf([exact, guess], (put) => {
    for (const service of [exact, guess]) put('service', sampleSeen(service));
    put('backup', sampleBackup(exact, 3 * 3_600_000));
    put('backup', sampleBackup(guess, 4 * 3_600_000, { estimated: true }));
  });
  const rows = (await drawn(fleet, 60)).map(textOf);
  for (const name of ['exact', 'guess'])
    expect(rows.find((row) => row.includes(name))).toMatch(/2[23] Dec in 29 d/);
});

it.each([
  [60, 10, 0],
  [80, 10, 12],
  [100, 15, 17],
  [200, 30, 32],
])('draws 30 days at %i columns', async (columns, _, width) => {
  const rows = await drawn(await sampleFleet(), columns);
  const strip = /▏.*▏/.exec(rows.map(textOf).find((row) => row.includes('contoso-prod')) ?? '');
  expect(strip?.[0].length ?? 0).toBe(width);
});

it.each([
  [60, /contoso-dr .* running {2}restore [▓░┃]{8} {2}12:31 *$/],
  [80, /contoso-dr .* running {2}restore [▓░┃]{12} {2}12:31 {2}usually 28 min *$/],
  [200, /contoso-dr .* running {2}restore [▓░┃]{20} {2}12:31 {2}usually 28 min *$/],
])('says at %i columns how far a restore is', async (columns, words) => {
  const rows = (await drawn(await sampleFleet(), columns)).map(textOf);
  expect(rows.find((row) => row.includes('contoso-dr'))).toMatch(words);
});

it('says what takes longer than usual, what nobody can compare, and what nobody sees', async () => {
  const [slow, first, unseen] = ['contoso-a', 'contoso-b', 'contoso-c'].map((label) =>
    sampleService(label),
  );
  if (slow === undefined || first === undefined || unseen === undefined) throw new Error('three');
  const fleet = await fleetOf([slow, first, unseen], (put) => {
    for (const service of [slow, first, unseen]) put('service', sampleSeen(service));
    const past = { status: 'succeeded', endedAt: sampleNow - 86_400_000, kind: 'backup' } as const;
    const startedAt = past.endedAt - 300_000;
    put(
      'operation',
      sampleOperation(slow, { ...past, id: 'past', startedAt, seenRunningAt: startedAt + 299_000 }),
    );
    put('operation', sampleOperation(slow, { id: 'now-a', kind: 'backup' }));
    put('operation', sampleOperation(first, { id: 'now-b' }));
    put('operation', sampleOperation(unseen, { id: 'now-c', status: 'unknown' }));
  });
  const rows = (await drawn(fleet, 120)).map(textOf).join('\n');
  expect(rows).toMatch(/contoso-a .*12:31 {2}longer than usual, usually 5 min/);
  expect(rows).toMatch(/contoso-b .*restore {2}12:31 {2}no past run to compare with/);
  expect(rows).toMatch(/contoso-c .*its end is not known/);
});

it('says why a tier cannot', async () => {
  const rows = (await drawn(await sampleFleet(), 120)).map(textOf);
  expect(rows.find((row) => row.includes('contoso-v2'))).toContain(
    'backup and restore do not exist in this tier',
  );
});

it('marks what is held, paused and snoozed, in words where there is room, and no service for a hold of all', async () => {
  const [held, free] = [sampleService('contoso-held'), sampleService('contoso-free')];
  const snoozed = sampleService('contoso-snoozed');
  const by = { who: 'ana', host: 'laptop', door: 'cli' } as const;
  const stop = { reason: 'incident', since: sampleNow - 1, until: sampleNow + 3_600_000, by };
  const fleet = await fleetOf([held, free, snoozed], (put) => {
    for (const service of [held, free, snoozed]) put('service', sampleSeen(service));
    for (const service of [held, free]) put('backup', sampleBackup(service, 3_600_000));
    put('hold', { id: held.id, label: held.label, ...stop });
    put('hold', { id: 'all', label: null, ...stop });
    put('backup', sampleBackup(snoozed, 28 * 86_400_000));
    for (const threshold of ['3d', 'last-restorable'] as const)
      put('warning', {
        id: `${snoozed.id}|${threshold}`,
        service: snoozed.id,
        label: snoozed.label,
        threshold,
        since: sampleNow,
        backup: sampleBackup(snoozed, 28 * 86_400_000).id,
        snoozedUntil: sampleNow + 3_600_000,
      });
    put('pause', { id: held.id, label: held.label, ...stop });
  });
  const wide = (await drawn(fleet, 160)).map(textOf).join('\n');
  expect(wide).toMatch(/contoso-held .*paused held /);
  expect(wide).toMatch(/contoso-free .*fresh +60 min/);
  expect(wide).toMatch(/contoso-snoozed .*stale snoozed /);
  const narrow = (await drawn(fleet, 60)).map(textOf).join('\n');
  expect(narrow).toMatch(/contoso-held.* paused held /);
  expect(narrow).toMatch(/contoso-snoozed.* stale s /);
});

it('draws a screen of 5,000 services in less than 5 ms', async () => {
  const services = Array.from({ length: 5_000 }, (_, at) => sampleService(`contoso-${at}`));
  const fleet = await fleetOf(services, (put) => {
    for (const service of services) {
      put('service', sampleSeen(service));
      put('backup', sampleBackup(service, 3_600_000));
    }
  });
  const { rows } = modelOf(await storeOf(fleet), fleet.lifeboat.configuration, sampleNow);
  const snoozed = new Set<string>();
  const widths = fleetWidths(rows, snoozed);
  const at = { columns: 200, now: sampleNow, theme: dark };
  const draw = (): void => {
    const columns = fleetColumns(widths, { now: sampleNow, theme: dark, snoozed });
    const laid = layColumns(columns, 196);
    fleetTitles(laid, at);
    for (const row of rows.slice(2_000, 2_054)) fleetLine(row, false, laid, at);
  };
  expect(await bestTime(5, draw, 20)).toBeLessThan(5);
});
