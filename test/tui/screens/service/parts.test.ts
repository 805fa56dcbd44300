import type { ActivityEvent } from '@lifeboat/core/live';
import { describe, expect, it } from 'vitest';
import { modelOf } from '../../../../packages/tui/src/app/live/model.ts';
import { type Spans, widthOf } from '../../../../packages/tui/src/format/spans.ts';
import { cardFields } from '../../../../packages/tui/src/screens/service/card-fields.ts';
import { cardHeight, cardRows } from '../../../../packages/tui/src/screens/service/card-rows.ts';
import { changesHead } from '../../../../packages/tui/src/screens/service/change-columns.ts';
import { changesOf } from '../../../../packages/tui/src/screens/service/changes.ts';
import {
  holdLine,
  restoreIntoLine,
  snoozeLine,
} from '../../../../packages/tui/src/screens/service/lines-of-keys.ts';
import { inOrder } from '../../../../packages/tui/src/screens/service/operation-columns.ts';
import { paneHead, tabsRow } from '../../../../packages/tui/src/screens/service/pane-titles.ts';
import { paneAfter, paneNames } from '../../../../packages/tui/src/screens/service/panes.ts';
import { pastDurations, runsRow } from '../../../../packages/tui/src/screens/service/runs-row.ts';
import { serviceLayout } from '../../../../packages/tui/src/screens/service/service-layout.ts';
import { sizeWords } from '../../../../packages/tui/src/screens/service/size-words.ts';
import { createTheme } from '../../../../packages/tui/src/theme/theme.ts';
import {
  sampleFleet,
  sampleNow,
  sampleOperation,
  samplePast,
  sampleService,
  storeOf,
} from '../../../harness/sample-fleet.ts';

const theme = createTheme('dark', { unicode: true, moves: true });
const textOf = (row: Spans): string => row.map(({ text }) => text).join('');
const prod = sampleService('contoso-prod');
const minute = 60_000;

describe('changes by others', () => {
  const event = (changes: Partial<ActivityEvent>): ActivityEvent => ({
    at: sampleNow - 60 * minute,
    submittedAt: null,
    operationName: 'microsoft.apimanagement/service/apis/write',
    status: 'succeeded',
    caller: 'raj@contoso.com',
    correlationId: 'c1',
    clientRequestId: null,
    resourceId: `${prod.resourceId}/apis/echo`,
    failure: null,
    ...changes,
  });
  const ours = [{ id: 'our-operation', correlationId: 'our-correlation' }];
  const of = (...events: ActivityEvent[]) => changesOf(events, ours, prod.resourceId);

  it('tells one change once, as it ended', () => {
    const [only, ...more] = of(
      event({ status: 'started', at: sampleNow - 61 * minute }),
      event({ status: 'succeeded' }),
      event({ status: 'accepted', at: sampleNow - 60.5 * minute }),
    );
    expect(more).toEqual([]);
    expect(only).toMatchObject({ verb: 'write', place: 'apis/echo', status: 'succeeded' });
  });

  it.each([
    ['our own operation, by its id', { clientRequestId: 'our-operation' }],
    ['our own operation, by its correlation', { correlationId: 'our-correlation' }],
    [
      'an action that only looks',
      { operationName: 'microsoft.apimanagement/service/listkeys/action' },
    ],
    [
      'a token that was asked for',
      { operationName: 'microsoft.apimanagement/service/getssotoken/action' },
    ],
  ])('leaves out %s', (_, changes) => {
    expect(of(event(changes))).toEqual([]);
  });

  it.each([
    ['a deletion', { operationName: 'microsoft.apimanagement/service/apis/delete' }, 'delete'],
    [
      'a restore by somebody else',
      {
        operationName: 'microsoft.apimanagement/service/restore/action',
        resourceId: prod.resourceId,
      },
      'restore',
    ],
  ])('tells of %s', (_, changes, verb) => {
    expect(of(event(changes))).toMatchObject([{ verb }]);
  });

  it('has the newest first', () => {
    const found = of(event({ correlationId: 'old', at: sampleNow - 90 * minute }), event({}));
    expect(found.map(({ at }) => at)).toEqual([sampleNow - 60 * minute, sampleNow - 90 * minute]);
  });

  it.each([
    [{ kind: 'unread' } as const, 'read when this is opened'],
    [{ kind: 'reading' } as const, 'Reading the activity log since'],
    [
      { kind: 'read', events: [], at: sampleNow - 2_000 } as const,
      'No change by others since the newest backup',
    ],
    [
      {
        kind: 'unseen',
        why: {
          kind: 'denied',
          words: 'Azure answered 403',
          azure: null,
          retryAfterMs: null,
          remedy: 'Ask for Reader.',
        },
      } as const,
      'cannot be read: Azure answered 403. Ask for Reader.',
    ],
  ])('says how far reading the log is: %j', (changes, words) => {
    const head = changesHead(changes, {
      since: sampleNow,
      count: 0,
      now: sampleNow,
      width: 120,
      theme,
    });
    expect(textOf(head)).toContain(words);
  });

  it('says that there is nothing to compare with before the first backup', () => {
    const of = { since: null, count: 0, now: sampleNow, width: 120, theme };
    expect(textOf(changesHead({ kind: 'unread' }, of))).toContain('No backup yet');
  });
});

describe('panes', () => {
  it('come round with tab, forwards and back', () => {
    expect(paneNames.map((name) => paneAfter(name, 1))).toEqual([
      'operations',
      'gaps',
      'changes',
      'backups',
    ]);
    expect(paneNames.map((name) => paneAfter(name, -1))).toEqual([
      'changes',
      'backups',
      'operations',
      'gaps',
    ]);
  });

  const titles = {
    backups: 'Backups 25',
    operations: 'Operations 11',
    gaps: 'Not in a backup 20',
    changes: 'Changed by others 3',
  };

  it('mark the focused one by brackets, so not by colour alone', () => {
    for (const name of paneNames)
      for (let width = 58; width < 120; width += 1) {
        const row = tabsRow(titles, name, { width, theme });
        expect(widthOf(row)).toBe(width);
        expect(textOf(row).match(/\[[^\]]+\]/g)).toEqual([`[${titles[name]}]`]);
      }
    expect(textOf(paneHead('Backups 25', true, { width: 40, theme }))).toContain('[Backups 25]');
    expect(textOf(paneHead('Backups 25', false, { width: 40, theme }))).not.toContain('[');
  });

  it('share every size without a row or column lost or used twice', () => {
    for (const columns of [60, 80, 100, 120, 160, 200])
      for (let height = 10; height <= 60; height += 1)
        for (const focused of paneNames) {
          const wants = { cardWants: 14, timelineWants: 4 };
          const layout = serviceLayout({ columns, height, ...wants, focused });
          const { cardRows: card, timelineRows, gap, panes, isGrid } = layout;
          const top = card + timelineRows + 2 * gap;
          const seen = Object.values(panes).filter((rect) => rect !== null);
          expect(seen).toHaveLength(isGrid ? 4 : 1);
          expect(Math.min(...seen.map((rect) => rect.top))).toBe(top);
          expect(Math.max(...seen.map((rect) => rect.top + rect.height))).toBe(height);
          const cells = seen.reduce((sum, { width, height: rows }) => sum + width * rows, 0);
          expect(cells).toBe(columns * (height - top));
          expect(panes[focused]?.height ?? 0).toBeGreaterThanOrEqual(6);
        }
  });
});

describe('card', () => {
  async function fields(label: string, columns: number, due: string | null = null) {
    const fleet = await sampleFleet();
    const model = modelOf(await storeOf(fleet), fleet.lifeboat.configuration, sampleNow);
    const row = model.rows.find(({ service }) => service.label === label);
    if (row === undefined) throw new Error('not there');
    const warnings = model.warnings.filter(({ service }) => service === row.service.id);
    return cardFields({ row, warnings, failure: null, due }, { now: sampleNow, columns, theme });
  }

  it('is exactly as wide as the terminal and never higher than its room; the verdict stays to the last', async () => {
    for (let columns = 60; columns <= 200; columns += 7) {
      const all = await fields('contoso-pay', columns);
      for (let height = 1; height <= 16; height += 1) {
        const rows = cardRows(all, { columns, height, theme });
        expect(rows.length).toBeLessThanOrEqual(height);
        for (const row of rows) expect(widthOf(row)).toBe(columns);
        expect(textOf(rows[0] ?? [])).toContain('✗ stale');
      }
      expect(cardRows(all, { columns, height: 40, theme })).toHaveLength(cardHeight(all, columns));
    }
  });

  it('says all that is known of a service', async () => {
    const all = await fields('contoso-pay', 200, 'next 24 Nov 02:00 UTC (in 23 h)');
    const text = all.map(({ name, spans }) => `${name}: ${textOf(spans)}`).join('\n');
    for (const words of [
      'backups: ✗ stale',
      'warning: its last restorable backup ends within 3d',
      'contoso-pay · PROD · Premium · Succeeded · westeurope, northeurope, uksouth',
      'restorable: until 26 Nov 03:00 UTC (in 3 d)',
      'wanted: every 24 h, schedule 0 2 * * *, next 24 Nov 02:00 UTC (in 23 h)',
      'answer: Azure 4 s ago, storage 60 s ago|answer: Azure 4 s ago, storage 1 min ago',
      'storage: stcontosodr/apim-backups by system-identity',
      'gateway: https://contoso-pay.azure-api.net',
      '/ rg-prod',
      'sign-in: default',
    ])
      expect(text).toMatch(
        new RegExp(
          words
            .split('|')
            .map((one) => one.replace(/[.*+?^${}()[\]\\]/g, '\\$&'))
            .join('|'),
        ),
      );
  });

  it('says how far it is that runs', async () => {
    const text = (await fields('contoso-dr', 120)).map(
      ({ name, spans }) => `${name}: ${textOf(spans)}`,
    );
    expect(text.join('\n')).toMatch(/running: restore [▓░┃]{20} {2}12:31 {2}usually 28 min/);
  });

  it('says what a schedule that rests waits for and who snoozed what', async () => {
    const fleet = await sampleFleet();
    const model = modelOf(await storeOf(fleet), fleet.lifeboat.configuration, sampleNow);
    const [row] = model.rows;
    const [warning] = model.warnings;
    if (row === undefined || warning === undefined) throw new Error('not there');
    const by = { who: 'ana', host: 'laptop', door: 'cli' } as const;
    const stop = { label: 'x', reason: 'incident', since: 0, until: sampleNow + 60 * minute, by };
    const all = cardFields(
      {
        row: {
          ...row,
          hold: { id: row.service.id, ...stop },
          pause: { id: row.service.id, ...stop },
        },
        warnings: [{ ...warning, snoozedUntil: sampleNow + 60 * minute, snoozedBy: 'raj' }],
        failure: null,
        due: 'held',
      },
      { now: sampleNow, columns: 120, theme },
    );
    const text = all.map(({ spans }) => textOf(spans)).join('\n');
    expect(text).toMatch(/held until 23 Nov 04:00 UTC .* by ana: incident/);
    expect(text).toMatch(/paused until 23 Nov 04:00 UTC .* by ana: incident/);
    expect(text).toMatch(/snoozed by raj until 23 Nov 04:00/);
  });
});

describe('lines that wait in the palette', () => {
  it('leaves the target of a restore to be typed', () => {
    const { text, at } = restoreIntoLine('b7f3');
    expect(`${text.slice(0, at)}_${text.slice(at)}`).toBe('restore _ --from b7f3');
  });

  it('leaves the reason of a hold to be typed, and ends the one there is', () => {
    const { text, at } = holdLine({ service: prod, hold: null });
    expect(`${text.slice(0, at)}_${text.slice(at)}`).toBe(
      'hold contoso-prod --for 4h --reason "_"',
    );
    const by = { who: 'ana', host: 'laptop', door: 'cli' } as const;
    const hold = { id: prod.id, label: 'x', reason: 'y', since: 0, until: 1, by };
    expect(holdLine({ service: prod, hold }).text).toBe('release contoso-prod');
    expect(holdLine({ service: prod, hold: { ...hold, id: 'all' } }).text).toContain(
      'hold contoso-prod',
    );
  });

  it('snoozes, and ends a snooze', () => {
    expect(snoozeLine('contoso-prod', false).text).toBe('snooze contoso-prod 1d');
    expect(snoozeLine('contoso-prod', true).text).toBe('snooze contoso-prod --end');
  });
});

describe('operations', () => {
  const runs = [3, 2, 1].map((days) =>
    samplePast(prod, 'backup', days * 1_440 * minute, days * 5 * minute),
  );

  it('have those without an end first, then the newest', () => {
    const open = sampleOperation(prod, { id: 'open' });
    expect(inOrder([...runs, open]).map(({ id }) => id)).toEqual([
      'open',
      ...runs.toReversed().map(({ id }) => id),
    ]);
  });

  it('draw how long past ones took, oldest first, without those that failed or whose end is a guess', () => {
    const guessed = {
      ...samplePast(prod, 'backup', 4 * 1_440 * minute, 90 * minute),
      seenRunningAt: 0,
    };
    const failed = {
      ...samplePast(prod, 'backup', 5 * 1_440 * minute, minute),
      status: 'failed' as const,
    };
    expect(pastDurations([...runs, guessed, failed], 'backup')).toEqual(
      [15, 10, 5].map((each) => each * minute),
    );
    const typical = {
      backup: { medianMs: 10 * minute, shortestMs: 5 * minute, longestMs: 15 * minute, runs: 3 },
      restore: null,
    };
    expect(textOf(runsRow(runs, typical, { width: 80, theme })).trim()).toBe(
      'backup █▆▃ usually 10 min (5 min to 15 min)',
    );
    expect(textOf(runsRow([], { backup: null, restore: null }, { width: 80, theme }))).toContain(
      'no past run',
    );
    for (let width = 10; width < 90; width += 1)
      expect(widthOf(runsRow(runs, typical, { width, theme }))).toBeLessThanOrEqual(
        Math.max(width, 31),
      );
  });
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_500, '1.5 kB'],
  [4_200_000, '4.2 MB'],
  [999_600, '1.0 MB'],
  [123_000_000_000, '123 GB'],
])('says %i bytes as %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});
