import { beforeAll, expect, it } from 'vitest';
import { inSandbox } from '../../harness/in-sandbox.ts';
import type { Person } from '../../harness/person.ts';
import { openPtyUi, type PtyUi, shellState } from '../../harness/pty-ui.ts';
import { press } from '../../harness/ui.ts';

const { sandbox, person } = inSandbox({ backupSeconds: 2, restoreSeconds: 2 });

let ana: Person;

beforeAll(async () => {
  ana = person();
  await ana.json('backup', 'contoso-dev');
});

/** What was sent that changes something, in order. */
async function sent(): Promise<string[]> {
  const requests = await sandbox().control.requests();
  return requests.flatMap(({ method, path }) =>
    method === 'POST' ? (/\/service\/([\w-]+\/(?:backup|restore))\?/.exec(path)?.[1] ?? []) : [],
  );
}

/** The fleet with contoso-dev alone, so that it is marked. */
async function opened(): Promise<PtyUi> {
  await sandbox().control.clearRequests();
  const ui = openPtyUi(ana);
  await ui.shows('contoso-dev');
  ui.type('/contoso-dev\r');
  await ui.shows('1 of 7');
  return ui;
}

it('goes from R to the end of a restore in at most twelve keys beside the typed name', async () => {
  const ui = await opened();
  let pressed = 0;
  const key = (one: string): void => {
    pressed += 1;
    ui.type(one);
  };

  key('R');
  await ui.shows('Ways back');
  await ui.shows('› 1. Put contoso-dev back');
  key(press.enter);
  await ui.shows('[ Cancel ]');
  expect(ui.text()).toContain('This overwrites contoso-dev');
  key(press.tab);
  ui.type('contoso-dev');
  await ui.shows(/Azure name +contoso-dev/);
  key(press.enter);
  await ui.shows('› [ Restore ]');
  // A yes counts only a fifth of a second after the key before it: the time people take to look.
  await new Promise((resolve) => setTimeout(resolve, 300));
  key(press.enter);
  await ui.shows(/safety backup of contoso-dev/);
  await ui.shows('Restore of contoso-dev done');

  expect(pressed).toBeLessThanOrEqual(12);
  expect(await sent()).toEqual(['contoso-dev/backup', 'contoso-dev/restore']);
  ui.type('q');
  expect(await ui.ended).toBe(0);
  expect(ui.state()).toEqual(shellState);
});

it('sends nothing by enter alone, however often', async () => {
  const ui = await opened();
  ui.type('R');
  await ui.shows('› 1. Put contoso-dev back');
  for (let times = 0; times < 3; times += 1) {
    ui.type(press.enter);
    await ui.shows('[ Cancel ]');
    ui.type(press.enter, press.enter, press.enter);
    await ui.hides('[ Cancel ]');
    ui.type(press.esc);
    await ui.shows('› 1. Put contoso-dev back');
  }

  expect(await sent()).toEqual([]);
  ui.type('q');
  expect(await ui.ended).toBe(0);
});
