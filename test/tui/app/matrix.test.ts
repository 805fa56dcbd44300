import { screens, type ThemeName, themeNames } from '@lifeboat/tui/app';
import { describe, expect, it } from 'vitest';
import { sampleFleet } from '../../harness/sample-fleet.ts';
import { openUi, press, type Ui } from '../../harness/ui.ts';
import { screenSamples } from './screen-samples.ts';

const sizes = [
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
] as const;
const looks: { theme: ThemeName; ascii: boolean }[] = [
  ...themeNames.map((theme) => ({ theme, ascii: false })),
  { theme: 'dark', ascii: true },
];
const esc = '\u001b';

/** The frame fills the terminal, and nothing goes beyond it: a longer line would have wrapped. */
function isExact(ui: Ui, { columns, rows }: { columns: number; rows: number }): void {
  const lines = ui.lines();
  expect(lines).toHaveLength(rows);
  expect(lines[0], ui.text()).toMatch(/^ Lifeboat( |$)/);
  expect(lines.at(-1), ui.text()).toContain('? keys');
  const buffer = ui.terminal.buffer.active;
  expect(buffer.baseY).toBe(0);
  for (let row = 0; row < rows; row += 1) {
    expect(buffer.getLine(row)?.isWrapped, `row ${row}\n${ui.text()}`).toBe(false);
  }
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
  // Ink shows the cursor again only when it leaves.
  expect(ui.raw().lastIndexOf(`${esc}[?25l`)).toBeGreaterThan(ui.raw().lastIndexOf(`${esc}[?25h`));
}

it('has a sample of every screen', () => {
  const without = screens.filter(({ name }) => screenSamples[name] === undefined);

  expect(without.map(({ name }) => name)).toEqual([]);
});

describe.each(looks)('in the theme $theme, ascii $ascii', ({ theme, ascii }) => {
  it.each(screens.map(({ name }) => name))('draws %s exactly at every size', async (name) => {
    const sample = screenSamples[name];
    if (sample === undefined) throw new Error(`There is no sample of ${name}.`);
    const fleet = await (sample.fleet ?? sampleFleet)();
    const [first] = sizes;
    const ui = openUi({
      lifeboat: fleet.lifeboat,
      clock: fleet.ports.clock,
      ...first,
      options: { theme, ascii, color: theme !== 'none' },
    });
    await ui.shows(sample.begins);
    await sample.go(ui, fleet);
    for (const size of sizes) {
      await ui.resize(size.columns, size.rows);
      // Drawn anew: its last line is that of the terminal.
      await ui.shows(/\? keys[^\n]*$/);
      await ui.shows(sample.content);
      await ui.shows(sample.title);
      isExact(ui, size);
      if (ascii) expect(ui.text()).toMatch(/^[\n -~]*$/);
    }
    if (theme === 'none') expect(ui.raw()).not.toMatch(new RegExp(`${esc}\\[[1-9]\\d*m`));
    ui.type(press.ctrlC);

    expect(await ui.ended).toBe(130);
  });
});
