import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inSandbox } from '../../harness/in-sandbox.ts';
import type { Person } from '../../harness/person.ts';
import { openPtyUi, type PtyUi, shellState } from '../../harness/pty-ui.ts';
import { press } from '../../harness/ui.ts';

const { sandbox, person } = inSandbox({ backupSeconds: 600 });

let ana: Person;
/** An operation that goes on in Azure while the terminal UI is left. */
let running: string;

beforeAll(async () => {
  ana = person();
  const { data } = await ana.json('backup', 'contoso-prod', '--no-wait');
  running = data.operations?.[0]?.id ?? '';
});

beforeEach(() => sandbox().control.removeFaults());

async function opened(words: string[] = []): Promise<PtyUi> {
  const ui = openPtyUi(ana, { words, background: 'rgb:0000/0000/0000' });
  await ui.shows('contoso-prod');
  return ui;
}

/** How a terminal must be left, whatever happened. */
async function leavesItWell(ui: PtyUi, code: number): Promise<void> {
  expect(await ui.ended).toBe(code);
  expect(ui.state()).toEqual(shellState);
  const { before, after } = ui.lineSettings();
  expect(after).toBe(before);
  expect(ui.text()).toContain(`apim follow ${running}`);
  expect(ui.text()).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect(ui.text()).not.toContain('11;rgb');
}

describe('left', () => {
  it('by q, has the whole terminal while it is open', async () => {
    const ui = await opened();

    // Some of it is asked for behind the first frame.
    await expect
      .poll(() => ui.state())
      .toEqual({
        alternateScreen: true,
        cursorShown: false,
        bracketedPaste: true,
        focusReporting: true,
        mouse: false,
      });
    expect(await ui.isRaw()).toBe(true);

    ui.type('q');
    await leavesItWell(ui, 0);
  });

  const places: [string, (ui: PtyUi) => Promise<void>][] = [
    ['the fleet', async () => {}],
    ['the palette', async (ui) => keyed(ui, ':', 'tab completes')],
    ['a dialog', async (ui) => keyed(ui, 'jb', 'Cancel')],
    ['help', async (ui) => keyed(ui, '?', 'Everywhere')],
    ['an answer', async (ui) => keyed(ui, `:whoami${press.enter}`, 'apim whoami')],
    ['a filter', async (ui) => keyed(ui, '/con', 'enter keeps')],
  ];
  it.each(places)('by ctrl-c from %s', async (_, go) => {
    const ui = await opened();
    await go(ui);
    ui.type(press.ctrlC);

    await leavesItWell(ui, 130);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s', async (signal) => {
    const ui = await opened();
    ui.signal(signal);

    await leavesItWell(ui, 130);
  });

  it('by SIGHUP twice and SIGTERM at once', async () => {
    const ui = await opened();
    ui.signal('SIGHUP');
    ui.signal('SIGHUP');
    ui.signal('SIGTERM');

    await leavesItWell(ui, 130);
  });

  it('at once, before the terminal told its background', async () => {
    const ui = openPtyUi(ana, { background: 'rgb:0000/0000/0000' });
    ui.type('q');

    await leavesItWell(ui, 0);
  });

  it('by a terminal that hangs up, without staying behind', async () => {
    const ui = await opened();
    const began = performance.now();
    ui.hangUp();
    await ui.gone();

    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('within two seconds while Azure does not answer', async () => {
    await sandbox().control.addFault({ path: '.*', count: null, play: { kind: 'hang' } });
    const ui = await opened();
    // The sign of being under way: in words only where nothing was ever read.
    await ui.shows(/◐ data|reading Azure/);
    const began = performance.now();
    ui.type('q');
    await leavesItWell(ui, 0);
    const took = performance.now() - began;
    await sandbox().control.removeFaults();

    expect(took).toBeLessThan(2_000);
  });
});

async function keyed(ui: PtyUi, keys: string, shown: string): Promise<void> {
  ui.type(keys);
  await ui.shows(shown);
}
