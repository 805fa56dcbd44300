import fc from 'fast-check';
import { expect, it } from 'vitest';
import { modelOf } from '../../../../packages/tui/src/app/live/model.ts';
import { type Spans, widthOf } from '../../../../packages/tui/src/format/spans.ts';
import { endingColumns } from '../../../../packages/tui/src/screens/expiring/ending-columns.ts';
import { endingWidths } from '../../../../packages/tui/src/screens/expiring/ending-lines.ts';
import { endingStrip } from '../../../../packages/tui/src/screens/expiring/ending-strip.ts';
import { endingsOf } from '../../../../packages/tui/src/screens/expiring/endings.ts';
import {
  expiringLayout,
  expiringRows,
} from '../../../../packages/tui/src/screens/expiring/expiring-rows.ts';
import { createTheme } from '../../../../packages/tui/src/theme/theme.ts';
import {
  fleetOf,
  sampleBackup,
  sampleFleet,
  sampleNow,
  sampleSeen,
  sampleService,
  storeOf,
} from '../../../harness/sample-fleet.ts';

const dark = createTheme('dark', { unicode: true, moves: true });
const ascii = createTheme('none', { unicode: false, moves: true });
const textOf = (row: Spans): string => row.map(({ text }) => text).join('');
const day = 86_400_000;
type Fleet = Awaited<ReturnType<typeof sampleFleet>>;

async function endings(fleet: Fleet) {
  const model = modelOf(await storeOf(fleet), fleet.lifeboat.configuration, sampleNow);
  return endingsOf(model.rows, model.warnings, sampleNow);
}

it('has those without a restorable backup first, then unknown ones, then by when it ends; not what cannot', async () => {
  const [none, over, unseen] = ['none', 'over', 'unseen'].map((label) => sampleService(label));
  const late = sampleService('late');
  const soon = sampleService('soon');
  const v2 = sampleService('v2');
  if (none === undefined || over === undefined || unseen === undefined) throw new Error('three');
  const fleet = await fleetOf([late, soon, unseen, v2, over, none], (put) => {
    for (const service of [none, over, late, soon]) put('service', sampleSeen(service));
    put('service', sampleSeen(v2, { tier: 'StandardV2' }));
    put('backup', sampleBackup(over, 33 * day));
    put('backup', sampleBackup(late, 2 * day));
    put('backup', sampleBackup(soon, 28 * day));
    put('backup', sampleBackup(soon, 1 * day, { purpose: 'safety' }));
  });
  const found = await endings(fleet);
  expect(found.map(({ row, kind }) => `${row.service.label} ${kind}`)).toEqual([
    'over none',
    'none none',
    'unseen unknown',
    'soon ends',
    'late ends',
  ]);
  expect(found.find(({ row }) => row.service.label === 'soon')?.end).toBe(sampleNow + 2 * day);
});

it('counts in 30 cells what ends on each day from now', async () => {
  const fleet = await sampleFleet();
  const [row = []] = endingStrip(await endings(fleet), sampleNow, {
    columns: 80,
    hasDates: false,
    theme: dark,
  });
  const text = textOf(row);
  expect(text.lastIndexOf('▏') - text.indexOf('▏') - 1).toBe(30);
  expect(text.slice(1, 31)).toBe(`   1${' '.repeat(24)}12`);
});

it('is exactly as wide and high as its room at every size, also in ASCII', async () => {
  const all = await endings(await sampleFleet());
  const widths = endingWidths(all);
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 240 }),
      fc.integer({ min: 10, max: 60 }),
      fc.integer({ min: 0, max: all.length }),
      fc.boolean(),
      (columns, height, marked, isAscii) => {
        const theme = isAscii ? ascii : dark;
        const layout = expiringLayout(columns, height);
        const rows = expiringRows(
          { endings: all, visible: all, selected: all[marked] ?? null, widths },
          layout,
          { columns, height, now: sampleNow, theme },
        );
        expect(rows).toHaveLength(height);
        for (const row of rows) expect(widthOf(row)).toBe(columns);
        if (isAscii) for (const row of rows) expect(textOf(row)).toMatch(/^[ -~]*$/);
      },
    ),
    { numRuns: 60 },
  );
});

it('does not say that there never was one of a service with safety backups', async () => {
  const [bare, safe] = [sampleService('bare'), sampleService('safe')];
  const fleet = await fleetOf([bare, safe], (put) => {
    for (const service of [bare, safe]) put('service', sampleSeen(service));
    put('backup', sampleBackup(safe, 1 * day, { purpose: 'safety' }));
  });
  const columns = endingColumns({ service: 14, environment: 4 }, { now: sampleNow, theme: dark });
  const ends = columns.find(({ title }) => title === 'LAST ONE ENDS');
  const words = (await endings(fleet)).map((ending) => [
    ending.row.service.label,
    textOf(ends?.cell({ ending, beginsDay: true }, 22) ?? []),
  ]);
  expect(Object.fromEntries(words)).toEqual({
    bare: 'there never was one',
    safe: 'only safety backups',
  });
});
