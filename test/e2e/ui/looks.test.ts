import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { inSandbox } from '../../harness/in-sandbox.ts';
import type { Person } from '../../harness/person.ts';
import { openPtyUi, type PtyUi, type PtyUiOptions, shellState } from '../../harness/pty-ui.ts';
import { press } from '../../harness/ui.ts';

const { sandbox, person } = inSandbox({ backupSeconds: 2 });

let ana: Person;
const esc = '\u001b';
/** A sequence that changes colour or weight, other than back to the usual. */
const colour = new RegExp(`${esc}\\[[1-9]\\d*m`);

beforeAll(async () => {
  ana = person();
  await ana.json('backup', 'contoso-prod');
});

beforeEach(() => sandbox().control.clearRequests());

/** Through everything that can be looked at without changing anything, and out again. */
async function tour(options: PtyUiOptions = {}): Promise<PtyUi> {
  const ui = openPtyUi(ana, options);
  await ui.shows('contoso-prod');
  ui.type('jjkG');
  await keyed(ui, 'b', 'Cancel');
  ui.type(press.esc);
  await ui.hides('Cancel');
  await keyed(ui, '?', 'esc closes');
  ui.type(press.esc);
  await ui.hides('esc closes');
  await keyed(ui, ':bac', 'backups');
  ui.type(press.esc);
  await ui.hides('backups ');
  await keyed(ui, `:help backup${press.enter}`, 'apim help backup');
  ui.type(press.esc);
  await ui.shows('Fleet');
  return ui;
}

async function keyed(ui: PtyUi, keys: string, shown: string): Promise<void> {
  ui.type(keys);
  await ui.shows(shown);
}

/** What is drawn, without control sequences. */
function drawn(ui: PtyUi): string {
  return ui
    .raw()
    .replace(new RegExp(`${esc}\\][^${esc}\u0007]*(?:\u0007|${esc}\\\\)`, 'g'), '')
    .replace(new RegExp(`${esc}\\[[0-9;?<>=]*[a-zA-Z]`, 'g'), '');
}

describe('drawn', () => {
  it.each([
    ['NO_COLOR', { environment: { NO_COLOR: '1' } }],
    ['--theme none', { words: ['--theme', 'none'] }],
    ['--no-color', { words: ['--no-color'] }],
  ])('without colour or weight with %s', async (_, options) => {
    const ui = await tour(options);
    ui.type('q');

    expect(await ui.ended).toBe(0);
    expect(ui.raw()).not.toMatch(colour);
    expect(ui.state()).toEqual(shellState);
  });

  it.each(['dark', 'light', 'high-contrast'])('in colour with --theme %s', async (theme) => {
    const ui = await tour({ words: ['--theme', theme] });
    ui.type('q');

    expect(await ui.ended).toBe(0);
    expect(ui.raw()).toMatch(colour);
  });

  it('in the colours of a light terminal that says so', async () => {
    const ui = openPtyUi(ana, { background: 'rgb:ffff/ffff/ffff' });
    await ui.shows('contoso-prod');
    // The answer comes behind the first frame: then keys are blue.
    await expect.poll(() => ui.raw().slice(-200)).toContain(`${esc}[34m`);
    // Yellow cannot be read on white.
    const yellow = `${esc}[33m`;
    ui.mark();
    ui.type('?');
    await ui.shows('Everywhere');
    ui.type('q');
    await ui.hides('Everywhere');
    ui.type('jjk', press.ctrlL);
    await ui.shows('Fleet');
    ui.type('q');
    await ui.ended;

    expect(ui.raw().slice(-ui.bytes())).not.toContain(yellow);
  });

  it('with plain characters only with --ascii', async () => {
    const ui = await tour({ words: ['--ascii'] });
    ui.type('q');

    expect(await ui.ended).toBe(0);
    expect(drawn(ui)).not.toMatch(/[^\t\r\n -~]/);
  });

  it('in the normal screen with --no-alt-screen, which keeps its scrollback', async () => {
    const ui = openPtyUi(ana, {
      program: { file: 'bash', words: ['--norc', '--noprofile', '-i'] },
      environment: { PS1: 'prompt> ' },
    });
    await ui.shows('prompt>');
    ui.type('echo kept-$((6*7))\r');
    await ui.shows('kept-42');
    ui.type(`"${process.execPath}" "${inject('apimProgram')}" --no-alt-screen\r`);
    await ui.shows('contoso-prod');

    expect(ui.state().alternateScreen).toBe(false);
    expect(ui.lines()[0]).toContain('Lifeboat');

    ui.type('q');
    await ui.shows('prompt>');
    ui.type('echo after-$((6*7))\r');
    await ui.shows('after-42');

    expect(ui.scrollback()).toContain('kept-42');
    expect(ui.text()).not.toContain('contoso-prod');
    expect(ui.state()).toMatchObject({ ...shellState, bracketedPaste: true });
    ui.type('exit\r');
    await ui.ended;
  });

  it('leaves the title of the window alone', async () => {
    const ui = await tour();
    ui.type('q');
    await ui.ended;

    expect(ui.raw()).not.toMatch(new RegExp(`${esc}\\][012];`));
  });
});

it('refuses to change anything with --read-only, and says why', async () => {
  const ui = openPtyUi(ana, { words: ['--read-only'] });
  await ui.shows('READ-ONLY');
  await ui.shows('contoso-prod');
  await ui.shows(/data \d+ s old/);
  ui.type('b');
  await ui.shows('Read-only');
  await keyed(ui, `:backup contoso-dev${press.enter}`, 'Nothing was done');
  ui.type('q');
  await ui.ended;
  const requests = await sandbox().control.requests();

  expect(requests.filter(({ path }) => path.includes('/backup?'))).toEqual([]);
});

it('takes the mouse only with --mouse, and gives it back', async () => {
  const ui = openPtyUi(ana, { words: ['--mouse'] });
  await ui.shows('contoso-prod');
  // Asked for behind the first frame.
  await expect.poll(() => ui.state().mouse).toBe(true);
  ui.type(press.ctrlC);
  await ui.ended;

  expect(ui.state()).toEqual(shellState);
});

it('says that nobody is signed in any more, refuses to act, and goes on after signing in', async () => {
  const { control } = sandbox();
  const ui = openPtyUi(ana);
  await ui.shows(/data \d+ s old/);
  await control.addFault({
    path: '/oauth2/v2.0/token',
    count: null,
    play: {
      kind: 'status',
      status: 401,
      body: { error: 'invalid_client', error_description: 'AADSTS7000222: keys are expired.' },
    },
  });
  await control.revoke({ principal: 'lifeboat-restore' });
  ui.type('r');
  await ui.shows('NOT SIGNED IN');
  ui.type('b');
  await ui.shows('Not signed in, so what is shown may be old');
  await control.removeFaults();
  ui.type(`:whoami${press.enter}`);
  await ui.shows('TOKEN UNTIL');
  ui.type(press.esc);
  await ui.shows('Fleet');
  ui.type('r');
  await ui.hides('NOT SIGNED IN');
  await keyed(ui, 'b', 'Cancel');
  ui.type(press.ctrlC);

  expect(await ui.ended).toBe(130);
});
