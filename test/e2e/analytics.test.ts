import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { inSandbox } from '../harness/in-sandbox.ts';

const { sandbox, person } = inSandbox();
const folder = mkdtempSync(join(tmpdir(), 'lifeboat-analytics-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dayMs = 86_400_000;
const dayOf = (ago: number): string =>
  new Date(Date.now() - ago * dayMs).toISOString().slice(0, 10);

function filesIn(place: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function wholeIn(place: string): string[] {
  return filesIn(place).filter((name) => name.endsWith('.ndjson'));
}

/** How many pages of reports Azure was asked for. */
async function pagesAsked(): Promise<number> {
  const requests = await sandbox().control.requests();
  return requests.filter(({ path }) => path.includes('/reports/')).length;
}

it('exports into a folder, is killed, goes on where it stopped, and asks for nothing twice', async () => {
  const ana = person();
  const words = [
    ...['analytics', 'export', 'contoso-prod', '--from', dayOf(6), '--to', dayOf(2)],
    ...['--reports', 'byApi', '--reports', 'byTime', '--into', folder],
  ];
  await sandbox().control.addFault({
    path: '/reports/',
    nth: 6,
    count: null,
    play: { kind: 'hang' },
  });
  const running = ana.start(...words);
  const failed = running.ended.then(({ stderr }) => {
    throw new Error(`It ended by itself: ${stderr}`);
  });
  failed.catch(() => {});
  while ((await Promise.race([pagesAsked(), failed])) < 6 || wholeIn(folder).length === 0)
    await nextTurn();
  running.signal('SIGKILL');
  expect((await running.ended).signal).toBe('SIGKILL');
  const whole = wholeIn(folder);
  expect(whole.length).toBeGreaterThan(0);
  expect(whole.length).toBeLessThan(10);
  for (const file of whole) {
    for (const line of readFileSync(file, 'utf8').split('\n').slice(0, -1)) JSON.parse(line);
    expect(readFileSync(file, 'utf8').endsWith('\n')).toBe(true);
  }
  await sandbox().control.removeFaults();

  const again = await ana.json(...words);
  expect(again.code).toBe(0);
  const reports = again.data.reports ?? [];
  expect(reports.map(({ written, skipped }) => written + skipped)).toEqual([5, 5]);
  expect(reports.reduce((sum, { skipped }) => sum + skipped, 0)).toBe(whole.length);
  const asked = await pagesAsked();
  const third = await ana.json(...words);
  expect(third.data.reports?.map(({ skipped }) => skipped)).toEqual([5, 5]);
  expect(await pagesAsked()).toBe(asked);
});

it('exports into the storage beside the backups, where reconcile does not mistake it', async () => {
  const ana = person();
  const made = await ana.json(
    ...['analytics', 'export', 'contoso-prod', '--from', dayOf(1), '--by-request'],
  );

  expect([made.code, made.data.personalData]).toEqual([0, true]);
  expect(made.stderr).toContain('personal data');
  expect(made.data.reports?.map(({ written, partial }) => [written + partial])).toEqual(
    Array.from({ length: 8 }, () => [2]),
  );
  expect(made.data.reports?.some(({ rows }) => rows > 0)).toBe(true);
  const again = await ana.json(
    ...['analytics', 'export', 'contoso-prod', '--from', dayOf(1), '--by-request'],
  );
  expect(again.code).toBe(0);
  const read = await ana.json('reconcile');
  expect(read.data.storages?.length).toBeGreaterThan(0);
  for (const storage of read.data.storages ?? []) expect(storage).toMatchObject({ foreign: 0 });
});

it('refuses a v2 tier, and waits as long as Azure says where it asks too much', async () => {
  const ana = person();
  await sandbox().control.call('PATCH', '/world/services/contoso-dev', { tier: 'BasicV2' });
  const refused = await ana.json('analytics', 'export', 'contoso-dev', '--from', dayOf(1));
  expect([refused.code, refused.error?.code]).toEqual([7, 'check-failed']);

  await sandbox().control.addFault({
    path: '/reports/',
    count: 2,
    play: {
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '1' },
      body: { error: { code: 'TooManyRequests', message: 'slow down' } },
    },
  });
  const place = join(folder, 'throttled');
  const words = ['analytics', 'export', 'contoso-prod', '--from', dayOf(3), '--to', dayOf(3)];
  const startedAt = Date.now();
  expect((await ana.json(...words, '--into', place)).code).toBe(0);
  expect(Date.now() - startedAt).toBeGreaterThan(1_000);
  expect(filesIn(place)).toHaveLength(7);
});
