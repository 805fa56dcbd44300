import { beforeAll, describe, expect, it } from 'vitest';
import { inSandbox } from '../../harness/in-sandbox.ts';
import type { Person } from '../../harness/person.ts';
import { openPtyUi, type PtyUi, pause } from '../../harness/pty-ui.ts';
import { press } from '../../harness/ui.ts';

const { person } = inSandbox({ backupSeconds: 600 });

let ana: Person;

beforeAll(async () => {
  ana = person();
  await ana.json('backup', 'contoso-prod', '--no-wait');
});

/** A small generator of its own, so that a storm can be seen again (Park and Miller). */
function seeded(seed: number): (least: number, most: number) => number {
  let state = seed;
  return (least, most) => {
    state = (state * 48_271) % 2_147_483_647;
    return least + (state % (most - least + 1));
  };
}

/** The text is on the screen in full, no line goes beyond it, and no two pictures lie over each other. */
function isWhole(ui: PtyUi, columns: number, rows: number): void {
  const lines = ui.lines();
  expect(lines).toHaveLength(rows);
  expect(lines[0]).toContain('Lifeboat');
  expect(lines[1]).toContain('Fleet');
  expect(lines.at(-1)).toContain('open');
  expect(lines.filter((line) => line.includes(' Lifeboat '))).toHaveLength(1);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
}

describe('resized', () => {
  it.each([1, 2])('a hundred times (seed %i), draws the last size rightly', async (seed) => {
    const ui = openPtyUi(ana);
    await ui.shows('1 running');
    const next = seeded(seed * 7_919);
    ui.mark();
    let shrinks = 0;
    let before = { columns: 120, rows: 30 };
    for (let at = 0; at < 100; at += 1) {
      const size = { columns: next(10, 250), rows: next(3, 80) };
      if (size.rows < before.rows || size.columns < before.columns) shrinks += 1;
      before = size;
      ui.resize(size.columns, size.rows);
      await pause(next(0, 30));
    }
    ui.resize(100, 25);
    await ui.shows('contoso-prod');
    await pause(300);
    isWhole(ui, 100, 25);

    expect(ui.fullClears()).toBeLessThanOrEqual(shrinks + 1);
    ui.type('q');
    expect(await ui.ended).toBe(0);
  });

  it('to nearly nothing and back, shows what was there', async () => {
    const ui = openPtyUi(ana);
    await ui.shows('1 running');
    ui.type('jj');
    await ui.shows(/› . contoso-dev/);
    ui.resize(10, 3);
    await ui.shows('Lifeboat');
    ui.resize(120, 30);
    await ui.shows(/› . contoso-dev/);
    isWhole(ui, 120, 30);
    ui.resize(10, 3);
    await ui.shows('needs');
    ui.type('q');

    expect(await ui.ended).toBe(0);
  });
});

describe('used for a while', () => {
  it.each([
    [80, 24],
    [120, 40],
    [200, 60],
  ])('at %ix%i, never clears the screen and never draws beyond it', async (columns, rows) => {
    const ui = openPtyUi(ana, { columns, rows });
    await ui.shows('1 running');
    await ui.shows(/data \d+ s old/);
    ui.mark();
    const step = async (keys: string, shown: string | RegExp): Promise<void> => {
      ui.type(keys);
      await ui.shows(shown);
      expect(ui.lines()).toHaveLength(rows);
      expect(ui.lines().at(0)).toMatch(/Lifeboat|Keys/);
    };
    for (let round = 0; round < 4; round += 1) {
      await step('jjj', /› . contoso-dr/);
      await step('kkk', /› . contoso-/);
      await step('G', /› – contoso-v2/);
      await step('g', 'Fleet');
      await step('/std', '1 of 7');
      await step(press.esc, 'contoso-prod');
      await step('b', 'Cancel');
      await step(press.tab, 'Back up now');
      ui.type(press.esc);
      await ui.hides('Cancel');
      await step('?', 'esc closes');
      await step('jjjj', 'esc closes');
      ui.type(press.esc);
      await ui.hides('esc closes');
      await step(':sta', 'status');
      await step(`tus${press.enter}`, 'apim status');
      await step(press.esc, 'Fleet');
      await pause(300);
    }

    expect(ui.fullClears()).toBe(0);
    ui.type('q');
    await ui.ended;
  });

  it('at rest, writes little and never says that it reads when it does not', async () => {
    // Somebody new: everything is read once at the start, and is young for most of a minute.
    const ui = openPtyUi(person());
    await ui.shows(/data \d+ s old/);
    await pause(3_000);
    ui.mark();
    await pause(11_000);

    expect(ui.raw().slice(-ui.bytes())).not.toContain('reading');
    // A second changes a few digits in a few places.
    expect(ui.bytes() / 11).toBeLessThan(600);
    ui.type('q');
    await ui.ended;
  });
});
