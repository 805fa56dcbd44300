import { beforeAll, expect, inject, it } from 'vitest';
import { inSandbox } from '../../harness/in-sandbox.ts';
import type { Person } from '../../harness/person.ts';
import { openPtyUi, type PtyUi, pause, shellState } from '../../harness/pty-ui.ts';
import { press } from '../../harness/ui.ts';

const { person } = inSandbox();
const ctrlZ = '\u001a';

let ana: Person;

beforeAll(async () => {
  ana = person({ PS1: 'prompt> ', HISTFILE: '/dev/null' });
  await ana.json('services', '--refresh').catch(() => undefined);
});

async function inBash(...words: string[]): Promise<PtyUi> {
  const ui = openPtyUi(ana, { program: { file: 'bash', words: ['--norc', '--noprofile', '-i'] } });
  await ui.shows('prompt>');
  ui.type(`"${process.execPath}" "${inject('apimProgram')}" ${words.join(' ')}\r`);
  await ui.shows('contoso-prod');
  return ui;
}

it('gives the terminal back while it is stopped, and draws everything again with fg', async () => {
  const ui = await inBash();
  ui.type('j');
  ui.type(ctrlZ);
  await ui.shows('Stopped');
  const whileStopped = ui.state();
  ui.type('echo as-usual-$((6*7))\r');
  await ui.shows('as-usual-42');
  ui.type('fg\r');
  await ui.shows('Fleet');
  const lines = ui.lines();
  const again = ui.state();
  ui.type('q');
  await ui.shows('prompt>');
  ui.type('exit\r');

  // Bash itself switches bracketed paste on at its prompt.
  expect(whileStopped).toEqual({ ...shellState, bracketedPaste: true });
  expect(lines[0]).toContain('Lifeboat');
  expect(lines.at(-1)).toContain('quit');
  expect(lines.filter((line) => line.includes('›'))).toHaveLength(1);
  expect(again).toEqual({
    alternateScreen: true,
    cursorShown: false,
    bracketedPaste: true,
    focusReporting: true,
    mouse: false,
  });
  expect(await ui.ended).toBe(0);
});

// Giving the line settings back as it exits stops Node once more in the background (SIGTTOU), which no
// JavaScript can prevent: it ends as soon as it is in front.
it('is left by a signal while it is stopped, without taking the terminal again', async () => {
  const ui = await inBash();
  ui.type(ctrlZ);
  await ui.shows('Stopped');
  ui.type('kill %1; sleep 1; echo as-usual-$((6*7))\r');
  await ui.shows('as-usual-42');
  ui.type('fg; echo code-$?\r');
  await ui.shows(/code-\d+/);

  expect(ui.text()).toContain('code-130');
  expect(ui.state()).toMatchObject({ alternateScreen: false, cursorShown: true });
  ui.type('exit\r');
  await ui.ended;
});

it('takes ctrl-z twice, and other keys with it, for one', async () => {
  const ui = await inBash();
  ui.type(ctrlZ, ctrlZ, press.ctrlL);
  await ui.shows('Stopped');
  ui.type('fg\r');
  await pause(300);
  if (ui.text().includes('Stopped')) ui.type('fg\r');
  await ui.shows('Fleet');
  ui.type('q');
  await ui.hides('Fleet');
  await ui.shows('prompt>');
  ui.type('exit\r');

  expect(await ui.ended).toBe(0);
  expect(ui.raw()).not.toContain('went wrong');
});

it('draws everything again when it goes on after another program stopped it', async () => {
  const ui = await inBash();
  ui.signal('SIGSTOP');
  await ui.shows('Stopped');
  ui.type('fg\r');
  await ui.shows(/Lifeboat +\d+ services/);
  await ui.hides('prompt>');
  ui.type('?');
  await ui.shows('Everywhere');
  ui.type(press.esc);
  await ui.hides('Everywhere');
  ui.type('q');
  await ui.shows('prompt>');
  ui.type('exit\r');

  expect(await ui.ended).toBe(0);
});

it('goes on where nothing could continue it', async () => {
  const ui = openPtyUi(ana);
  await ui.shows('contoso-prod');
  ui.type(ctrlZ);
  await pause(100);
  await ui.shows('Fleet');
  ui.type('?');
  await ui.shows('Everywhere');
  ui.type(press.ctrlC);

  expect(await ui.ended).toBe(130);
});
