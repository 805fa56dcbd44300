import type { AuditEntry } from '@lifeboat/core/live';
import { expect, it } from 'vitest';
import { layColumns } from '../../../packages/tui/src/format/columns.ts';
import { activityColumns } from '../../../packages/tui/src/screens/activity/activity-columns.ts';
import { createTheme } from '../../../packages/tui/src/theme/theme.ts';
import { sampleFleet, sampleNow, sampleSeen, sampleService } from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

const minute = 60_000;

function entry(agoMs: number, changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: new Date(sampleNow - agoMs).toISOString(),
    event: 'outcome',
    who: 'ana@contoso.com',
    host: 'ana-laptop',
    door: 'cli',
    subject: 'contoso-prod',
    operation: null,
    what: 'backup succeeded',
    why: null,
    record: null,
    ...changes,
  };
}

async function withTrail(
  entries: readonly AuditEntry[],
  size: { columns?: number; rows?: number } = {},
) {
  const fleet = await sampleFleet();
  for (const one of entries) await fleet.ports.audit.append(one);
  const ui = openUi({ lifeboat: fleet.lifeboat, clock: fleet.ports.clock, ...size });
  await ui.shows('contoso-prod');
  ui.type('a');
  await ui.shows('Activity');
  return { ...fleet, ui };
}

it('shows the trail newest first, with who did what and when', async () => {
  const { ui } = await withTrail([
    entry(90 * minute),
    entry(5 * minute, { event: 'hold', who: 'raj', subject: 'contoso-eu', what: 'held for 4 h' }),
  ]);
  await ui.shows('held for 4 h');

  const lines = ui.lines();
  expect(lines[3]).toMatch(/› 5 min ago .* raj .* hold +contoso-eu +held for 4 h/);
  expect(lines[4]).toMatch(/90 min ago .* ana@contoso\.com +cli +outcome +contoso-prod +backup/);
  ui.type('q');
  await ui.ended;
});

it('shows what is written down while it is open', async () => {
  const { ui, ports } = await withTrail([entry(90 * minute)]);
  await ui.shows('backup succeeded');

  await ports.audit.append(entry(0, { event: 'note', what: 'a note was made' }));
  await ports.store.update((draft) =>
    draft.put('service', sampleSeen(sampleService('contoso-eu'))),
  );
  await ports.clock.advance(1_500);
  await ui.shows('a note was made');
  ui.type('q');
  await ui.ended;
});

it('shows an entry whole, wrapped, with its operation and why, and goes back to the list', async () => {
  const { ui } = await withTrail(
    [
      entry(5 * minute, {
        event: 'break-glass',
        operation: '0fab0000-0000-4000-8000-000000000010',
        what: `restore of contoso-dr: ${'goes on without a second person '.repeat(6)}`,
        why: 'nobody answers at three in the morning',
      }),
    ],
    { columns: 60, rows: 15 },
  );
  await ui.shows('restore of');

  ui.type(press.enter);
  await ui.shows('one entry');
  ui.type('G');
  await ui.shows('operation  0fab0000-0000-4000-8000-000000000010');
  expect(ui.text()).toMatch(/why +nobody answers at three in the morning/);
  ui.type(press.esc);
  await ui.shows('WHEN');
  ui.type('q');
  await ui.ended;
});

it('shows only what is about one subject, and says when nothing is called so', async () => {
  const { ui } = await withTrail([
    entry(90 * minute),
    entry(5 * minute, { subject: 'contoso-eu', what: 'held for 4 h' }),
  ]);
  await ui.shows('held for 4 h');

  ui.type('s');
  await ui.shows('Activity of contoso-eu');
  expect(ui.text()).not.toContain('backup succeeded');

  ui.type(':', 'audit contoso-prd', press.enter);
  await ui.shows('Did you mean contoso-prod?');
  ui.type('q');
  await ui.ended;
});

it('filters by any of its words', async () => {
  const { ui } = await withTrail([
    entry(90 * minute),
    entry(5 * minute, { who: 'raj', event: 'hold', what: 'held for 4 h', why: 'the release' }),
  ]);
  await ui.shows('held for 4 h');

  ui.type('/raj release', press.enter);
  await ui.hides('backup succeeded');
  expect(ui.text()).toContain('1 of 2');
  ui.type('q');
  await ui.ended;
});

it('runs the line with a limit instead of opening the screen', async () => {
  const { ui } = await withTrail([entry(90 * minute), entry(5 * minute)]);

  ui.type(':', 'audit --limit 1', press.enter);
  await ui.shows(/apim audit --limit 1/);
  await ui.shows('WHEN (UTC)');
  ui.type('q');
  await ui.ended;
});

it.each([
  [60, ['WHEN', 'WHO', 'ABOUT', 'WHAT'], 22],
  [100, ['WHEN', 'UTC', 'WHO', 'DOOR', 'EVENT', 'ABOUT', 'WHAT'], 28],
  [200, ['WHEN', 'UTC', 'WHO', 'DOOR', 'EVENT', 'ABOUT', 'WHAT'], 60],
])(
  'gives what was done most of %i columns, and one long name takes nothing of it',
  (columns, titles, least) => {
    const what = 'Azure took the backup (before restore 9de93628-1113-4ea8-b2dd-abae507b6ec6)';
    const entries = [
      entry(5 * minute, { who: 'root', what }),
      entry(6 * minute, { who: 'root', subject: 'stcontosodr/apim-backups', what: 'read' }),
    ];
    const theme = createTheme('none', { unicode: true, moves: true });
    const laid = layColumns(activityColumns(entries, sampleNow, theme), columns - 3);
    expect(laid.map(({ column }) => column.title)).toEqual(titles);
    expect(laid.at(-1)?.width).toBeGreaterThanOrEqual(least);
  },
);
