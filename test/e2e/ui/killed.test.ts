import { afterAll, beforeEach, expect, it } from 'vitest';
import { inSandbox } from '../../harness/in-sandbox.ts';
import type { Person } from '../../harness/person.ts';
import { openPtyUi } from '../../harness/pty-ui.ts';

const backupSeconds = 6;
const { sandbox, person } = inSandbox({ backupSeconds, retryAfterSeconds: 1 });

let ana: Person;

beforeEach(async () => {
  ana = person();
  await sandbox().control.clearRequests();
});

afterAll(() => sandbox().control.removeFaults());

async function posts(): Promise<number> {
  const requests = await sandbox().control.requests();
  return requests.filter(({ method, path }) => method === 'POST' && path.includes('/backup?'))
    .length;
}

/** How often Azure was asked how the operation stands. */
async function looks(): Promise<number> {
  const requests = await sandbox().control.requests();
  return requests.filter(({ path }) => /operationresults|operationstatuses/i.test(path)).length;
}

it('follows a backup by keys to its end', async () => {
  const ui = openPtyUi(ana);
  await ui.shows('contoso-prod');
  ui.type('/contoso-prod\r');
  await ui.shows('1 of 7');
  ui.type('b');
  await ui.shows('Azure cannot cancel it');
  // Cancel is what enter gives.
  ui.type('\r');
  await ui.hides('Cancel');
  ui.type('b');
  await ui.shows('Cancel');
  ui.type('\t\r');
  await ui.shows('apim backup contoso-prod');
  await ui.shows(/Backup of contoso-prod done in \d\d:\d\d/);
  expect(await posts()).toBe(1);

  ui.type('\u001b');
  await ui.shows('Fleet');
  await ui.shows(/✓ contoso-prod .*fresh/);
  ui.type('q');

  expect(await ui.ended).toBe(0);
  expect(ui.text()).not.toContain('apim follow');
});

it('shows and follows after a kill what it followed before, and sends nothing twice', async () => {
  const first = openPtyUi(ana);
  await first.shows('contoso-pay');
  first.type('/contoso-pay\r');
  await first.shows('1 of 7');
  first.type('b');
  await first.shows('y agrees');
  first.type('y');
  await first.shows(/contoso-pay +00:0\d/);
  await expect.poll(posts, { timeout: 20_000 }).toBe(1);
  await first.hides('submitting');
  first.signal('SIGKILL');
  await first.gone();

  const second = openPtyUi(ana);
  await second.shows('1 running');
  await second.shows(/contoso-pay .*running +backup/);
  await second.hides('1 running');
  await second.shows(/✓ contoso-pay .*fresh/);
  second.type('q');

  expect(await second.ended).toBe(0);
  expect(await posts()).toBe(1);
  const { data } = await ana.json('status');
  expect(data.operations).toEqual([]);
});

it('beside a command that follows the same backup asks Azure no more often than Azure wants', async () => {
  const { data } = await ana.json('backup', 'contoso-eu', '--no-wait');
  const id = data.operations?.[0]?.id ?? '';
  await sandbox().control.clearRequests();
  const following = ana.json('follow', id);
  const ui = openPtyUi(ana);
  await ui.shows('1 running');
  await ui.shows(/✓ contoso-eu .*fresh/);
  const answer = await following;
  ui.type('q');
  await ui.ended;

  expect(answer.data.operations).toMatchObject([{ id, status: 'succeeded' }]);
  // Once a second is Azure's pace here; a change of hands may cost one look more.
  expect(await looks()).toBeLessThanOrEqual(backupSeconds + 2);
});
