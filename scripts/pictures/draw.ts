import { screens } from '../../packages/tui/src/app.ts';
import { fleetOf, sampleFleet } from '../../test/harness/sample-fleet.ts';
import { openUi, type Ui } from '../../test/harness/ui.ts';
import { cellsOf } from './cells.ts';
import { darkPalette, lightPalette } from './palettes.ts';
import { alignAzure } from './sample-world.ts';
import { type Shot, shots } from './screens.ts';
import { terminalSvg } from './terminal-svg.ts';

/** A picture, or that its screen does not exist yet. */
export type Drawn = { name: string; svg: string | null };

const size = { columns: 120, rows: 34 };
/** Nothing is written for so long: it has come to rest. Milliseconds. */
const restMs = 400;

/** Draws the pictures of the documents one by one, through the terminal UI into an emulator. */
export async function* draw(): AsyncGenerator<Drawn> {
  const known: readonly string[] = screens.map(({ name }) => name);
  for (const shot of shots) {
    const { name, screen } = shot;
    yield { name, svg: known.includes(screen) ? await drawn(shot) : null };
  }
}

async function drawn(shot: Shot): Promise<string> {
  const { title, keys, empty = false, light = false, prepare } = shot;
  const fleet = empty ? await fleetOf([], () => undefined, { path: null }) : await sampleFleet();
  await alignAzure(fleet);
  await prepare?.(fleet);
  const { lifeboat, ports } = fleet;
  const theme = light ? 'light' : 'dark';
  const ui = openUi({ lifeboat, clock: ports.clock, ...size, options: { theme } });
  await rest(ui);
  for (const key of keys) {
    ui.type(key);
    await rest(ui);
  }
  const description = ui.text().replace(/ +$/gm, '');
  const rows = cellsOf(ui.terminal);
  ui.signal('SIGINT');
  await ui.ended;
  return terminalSvg(rows, { title, description }, light ? lightPalette : darkPalette);
}

async function rest(ui: Ui): Promise<void> {
  let before = -1;
  while (ui.raw().length !== before) {
    before = ui.raw().length;
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
}
