import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarRows, calendarWidth } from '../../../packages/tui/src/components/calendar.ts';
import {
  dayCellFor,
  dayCells,
  dayCellsWidth,
} from '../../../packages/tui/src/components/day-cells.ts';
import { dayMs, dayOf, daysTouched, dayWords } from '../../../packages/tui/src/components/days.ts';
import { sparkline } from '../../../packages/tui/src/components/sparkline.ts';
import { strip, stripCells } from '../../../packages/tui/src/components/strip.ts';
import { timelineRows } from '../../../packages/tui/src/components/timeline.ts';
import { type Spans, widthOf } from '../../../packages/tui/src/format/spans.ts';
import { createTheme } from '../../../packages/tui/src/theme/theme.ts';
import { sampleBackup, sampleNow, sampleService } from '../../harness/sample-fleet.ts';

const theme = createTheme('dark', { unicode: true, moves: true });
const ascii = createTheme('none', { unicode: false, moves: true });
const textOf = (row: Spans): string => row.map(({ text }) => text).join('');
const ago = (days: number) => ({ createdAt: sampleNow - days * dayMs });
const today = dayOf(sampleNow);

describe('strip', () => {
  it.each([
    [32, 30],
    [31, 15],
    [17, 15],
    [16, 10],
    [12, 10],
  ])('has in %i cells exactly %i between its ends', (width, cells) => {
    expect(strip([], sampleNow, { width, theme })).toBe(`▏${' '.repeat(cells)}▏`);
  });

  it('draws nothing where not even the narrowest fits', () => {
    expect(strip([ago(1)], sampleNow, { width: 11, theme })).toBe('');
  });

  it.each([
    ['made now', 0, 29],
    ['made a day ago', 1, 28],
    ['made 29 days and a bit ago', 29.9, 0],
  ])('marks one %s', (_, days, at) => {
    expect(strip([ago(days)], sampleNow, { width: 32, theme }).indexOf('▂') - 1).toBe(at);
  });

  it('marks one that Azure dates ahead of this machine as made now', () => {
    expect(strip([ago(-0.2)], sampleNow, { width: 32, theme }).at(-2)).toBe('▂');
  });

  it('puts as many days in each cell as make 30, at every width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 29.99, noNaN: true })),
        fc.integer({ min: 12, max: 250 }),
        (days, width) => {
          const drawn = strip(days.map(ago), sampleNow, { width, theme });
          const cells = [...drawn].slice(1, -1);
          expect(drawn.length).toBeLessThanOrEqual(width);
          expect(stripCells).toContain(cells.length);
          const each = 30 / cells.length;
          const marked = new Set(days.map((day) => cells.length - 1 - Math.floor(day / each)));
          expect(cells.map((cell, at) => (cell === '▂' ? at : -1)).filter((at) => at >= 0)).toEqual(
            [...marked].toSorted((one, other) => one - other),
          );
        },
      ),
    );
  });
});

describe('sparkline', () => {
  it.each([
    [[], 5, ''],
    [[0, 0], 5, '▁▁'],
    [[1, 4, 8], 5, '▂▅█'],
    [[8, 1, 4], 2, '▃█'],
    [[3], 0, ''],
  ])('draws %j in %i cells as %s', (values, cells, drawn) => {
    expect(sparkline(values, cells, theme)).toBe(drawn);
  });

  it('is one sign for each value shown, never more than there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 0, max: 40 }), (values, cells) => {
        const drawn = sparkline(values, cells, theme);
        expect(drawn.length).toBe(Math.min(cells, values.length));
      }),
    );
  });
});

describe('days', () => {
  it.each([
    ['2026-11-23T03:00:00Z', 'Mon 23 Nov'],
    ['2026-12-01T00:00:00Z', 'Tue  1 Dec'],
    ['2027-01-01T23:59:59Z', 'Fri  1 Jan'],
  ])('says %s as %s', (at, words) => {
    expect(dayWords(dayOf(Date.parse(at)))).toBe(words);
  });

  it.each([
    [94, null],
    [95, 3],
    [125, 3],
    [126, 4],
    [250, 4],
  ])('has in %i cells days of %s', (columns, cell) => {
    expect(dayCellFor(columns)).toBe(cell);
  });

  it('stands each mark over its date and each month where it begins', () => {
    const rows = dayCells(
      today,
      (day) => (day === today + 3 ? { text: 'x', style: 'bad' } : null),
      {
        cell: 3,
        theme,
      },
    );
    const [marks = '', dates = '', months = ''] = rows.map(textOf);
    expect(rows.map(widthOf)).toEqual([95, 95, 95].map(() => dayCellsWidth(3)));
    expect(dates.slice(marks.indexOf('x') - 1, marks.indexOf('x') + 1)).toBe('26');
    expect(dates.slice(months.indexOf('Dec'), months.indexOf('Dec') + 3)).toBe(' 1 ');
    expect(dates.trim().split(/\s+/)).toHaveLength(daysTouched);
  });
});

describe('calendar', () => {
  const drawn = calendarRows(
    {
      today,
      chosen: today + 3,
      markOf: (day) => (day === today + 3 ? { text: '·2', style: 'bad' } : null),
    },
    theme,
  ).map(textOf);

  it('puts a day under its weekday, with its mark, the chosen one in brackets', () => {
    const [head = ''] = drawn;
    expect(drawn.find((row) => row.includes('[26·2]'))?.indexOf('26')).toBe(head.indexOf('Thu'));
  });

  it('shows 31 days from today, each once, and names the months', () => {
    const days = drawn.slice(1).join(' ').match(/\d+/g) ?? [];
    expect(days.filter((day) => day !== '2')).toHaveLength(daysTouched - 1);
    expect(drawn[1]).toMatch(/^Nov +23 /);
    expect(drawn.some((row) => row.startsWith('Dec'))).toBe(true);
  });

  it('is exactly as wide as it says, from any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 30_000 }), fc.boolean(), (day, isAscii) => {
        const rows = calendarRows(
          { today: day, chosen: day + 30, markOf: () => ({ text: '·+', style: 'warn' }) },
          isAscii ? ascii : theme,
        );
        for (const row of rows) expect(widthOf(row)).toBe(calendarWidth);
        expect(rows.length).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe('timeline', () => {
  const prod = sampleService('contoso-prod');
  const hour = dayMs / 24;
  const backups = [
    sampleBackup(prod, 3 * hour),
    sampleBackup(prod, 27 * hour, { purpose: 'manual' }),
    sampleBackup(prod, 28 * hour, { purpose: 'safety' }),
    sampleBackup(prod, 29.5 * dayMs),
    sampleBackup(prod, 31 * dayMs),
    sampleBackup(prod, 50 * hour, { state: 'missing' }),
  ];
  const of = { backups, tier: 'Premium', now: sampleNow };

  it('shows each kind of backup on its day, and only what restores', () => {
    const [marks = '', dates = ''] = timelineRows(of, { columns: 130, theme }).map(textOf);
    const at = (date: string): string => {
      const place = dates.lastIndexOf(date);
      return marks.slice(place - 1, place + 3).trim();
    };
    expect(at('23')).toBe('▂');
    expect(at('22')).toBe('◆');
    expect(at('21')).toBe('○');
    expect(marks.match(/[▂◆○]/g)).toHaveLength(4);
  });

  it('says what ends next, also in one row', () => {
    for (const columns of [78, 100, 200])
      expect(timelineRows(of, { columns, theme }).map(textOf).join('\n')).toContain(
        '4 restorable, next ends 23 Nov, in 12 h',
      );
    const [row = []] = timelineRows(of, { columns: 58, theme });
    expect(textOf(row)).toContain('next ends in 12 h');
  });

  it('is exactly as wide as asked, in signs that every terminal has', () => {
    for (let columns = 20; columns <= 220; columns += 1)
      for (const row of timelineRows(of, { columns, theme: ascii })) {
        expect(widthOf(row)).toBe(columns);
        expect(textOf(row)).toMatch(/^[ -~]*$/);
      }
  });
});
