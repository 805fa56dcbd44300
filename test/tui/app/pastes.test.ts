import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { sampleFleet } from '../../harness/sample-fleet.ts';
import { openUi, press, type Ui } from '../../harness/ui.ts';

const megabyte = 'b\ry\rrestore contoso-dr --from latest\r\u001b[A:q'
  .repeat(25_000)
  .slice(0, 1_000_000);

const places: [string, string, string][] = [
  ['the fleet', '', 'Fleet'],
  ['the palette', ':', 'tab completes'],
  ['a dialog', 'b', 'Cancel'],
  ['help', '?', 'esc closes'],
  ['a filter', '/', 'enter keeps'],
];

function marked(text: string): string {
  return `\u001b[200~${text.replaceAll('\u001b', '')}\u001b[201~`;
}

/** A second, and what a busy machine takes. */
async function answersStill(ui: Ui): Promise<void> {
  const began = performance.now();
  ui.type(press.esc);
  await ui.hides('Cancel');
  await new Promise((resolve) => setTimeout(resolve, 60));
  ui.type(press.esc);
  await new Promise((resolve) => setTimeout(resolve, 60));
  ui.type('?');
  await ui.shows('esc closes');
  expect(performance.now() - began).toBeLessThan(3_000);
}

it.each(places)('runs nothing of a megabyte pasted into %s, and answers', async (_, key, shown) => {
  const { lifeboat, ports, azure } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  if (key !== '') ui.type(key);
  await ui.shows(shown);
  ui.type(marked(megabyte));
  await new Promise((resolve) => setTimeout(resolve, 300));
  if (key === '?') ui.type('?');
  await answersStill(ui);
  ui.type(press.ctrlC);

  expect(await ui.ended).toBe(130);
  expect(azure.calls('apiManagement.start')).toEqual([]);
});

it.each(places)(
  'takes a paste that the terminal did not mark into %s for no keys',
  async (_, key, shown) => {
    const { lifeboat, ports, azure } = await sampleFleet();
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    if (key !== '') ui.type(key);
    await ui.shows(shown);
    // As a terminal's driver hands it on: pieces of 4,095 and a small end.
    const text = 'b\ry\rrestore contoso-dr\r'.repeat(3_000);
    for (let at = 0; at < text.length; at += 4_095) ui.type(text.slice(at, at + 4_095));
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (key === '?') ui.type('?');
    await answersStill(ui);
    ui.type(press.ctrlC);

    expect(await ui.ended).toBe(130);
    expect(azure.calls('apiManagement.start')).toEqual([]);
  },
);

it('is left by ctrl-c while a paste never ends', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  ui.type('\u001b[200~begun and never');
  await new Promise((resolve) => setTimeout(resolve, 50));
  ui.type(press.ctrlC);

  expect(await ui.ended).toBe(130);
});

it('is left when its terminal is gone, for reading or for writing', async () => {
  for (const gone of ['end', 'error', 'write'] as const) {
    const { lifeboat, ports } = await sampleFleet();
    const stdin = Object.assign(new PassThrough(), { isTTY: true as const });
    const stdout = Object.assign(new PassThrough(), {
      isTTY: true as const,
      columns: 80,
      rows: 24,
    });
    stdout.resume();
    const ui = openUi({ lifeboat, clock: ports.clock, parts: { stdin, stdout } });
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (gone === 'end') stdin.end();
    if (gone === 'error') stdin.destroy(new Error('EIO'));
    if (gone === 'write') stdout.emit('error', new Error('EPIPE'));

    expect(await ui.ended).toBe(130);
  }
});
