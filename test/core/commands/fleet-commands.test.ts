import { describe, expect, it } from 'vitest';
import { answerDocument } from '../../../packages/core/src/commands/json.ts';
import type { Block } from '../../../packages/core/src/commands/report.ts';
import type { Backup } from '../../../packages/core/src/domain/backup.ts';
import { companionName } from '../../../packages/core/src/domain/blob-name.ts';
import { lookAtService } from '../../../packages/core/src/workflows/look-at-service.ts';
import { startRequest } from '../../../packages/core/src/workflows/start-request.ts';
import { submit } from '../../../packages/core/src/workflows/submit.ts';
import { writeIntent } from '../../../packages/core/src/workflows/write-intent.ts';
import { aBackup } from '../domain/build-records.ts';
import { type Company, company, place, plannedBackup } from '../workflows/world.ts';
import { lifeboatOf, recordingDoor, runLine } from './run-line.ts';

const dayMs = 24 * 3_600_000;

/** All words of a report, as a person would read them. */
function words(blocks: readonly Block[]): string {
  return JSON.stringify(blocks);
}

function stampedName(azureName: string, at: number): string {
  const stamp = new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return `${azureName}.Premium.westeurope.${stamp}Z.apimbackup`;
}

/** A blob of `azureName`, made `daysAgo` by somebody without Lifeboat. */
function putBlob(one: Company, azureName: string, daysAgo: number): string {
  const at = one.work.ports.clock.now() - daysAgo * dayMs;
  const name = stampedName(azureName, at);
  one.azure.putBlob(place, name, { createdAt: at });
  return name;
}

async function putBackup(one: Company, changes: Partial<Backup>): Promise<Backup> {
  const { store, clock } = one.work.ports;
  const backup = aBackup({
    service: one.prod.id,
    label: one.prod.label,
    ...place,
    createdAt: clock.now() - dayMs,
    seenAt: clock.now(),
    ...changes,
  });
  await store.update((draft) => draft.put('backup', backup));
  return backup;
}

/** A backup of contoso-prod that Azure took and nobody follows. */
async function runningBackup(one: Company) {
  const planned = await plannedBackup(one);
  await writeIntent(one.work, planned.operation);
  const { operation, service, storage } = planned;
  const request = await startRequest(one.work, operation, service, storage);
  return submit(one.work, operation, request, new AbortController().signal);
}

describe('services', () => {
  it('reads the fleet and shows the worst verdict first', async () => {
    const one = company();
    one.azure.putService(one.dr.resourceId, { tier: 'StandardV2' });
    putBlob(one, 'contoso-prod', 1);
    const report = await runLine(lifeboatOf(one), 'services');
    expect(report.error).toBeNull();
    expect(report.data.services).toMatchObject([
      { name: 'contoso-prod', verdict: 'fresh', tier: 'Premium', region: 'westeurope' },
      { name: 'contoso-dr', verdict: 'cannot', lastBackup: null, restorableUntil: null },
    ]);
    expect(words(report.blocks)).toContain('no backup in this tier');
  });

  it('says `never` only after the storage was read', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    const mend = one.azure.refuse('blobs.list', 'denied');
    const blind = await runLine(lifeboat, 'services');
    expect(blind.data.services).toMatchObject([{ verdict: 'unknown' }, { verdict: 'unknown' }]);
    expect(blind.error).toBeNull();
    expect(words(blind.blocks)).toContain('stcontosodr/apim-backups');
    mend();
    const seen = await runLine(lifeboat, 'services');
    expect(seen.data.services).toMatchObject([{ verdict: 'never' }, { verdict: 'never' }]);
  });

  it('shows what is stored with its age when Azure cannot be reached, and still fails', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    putBlob(one, 'contoso-prod', 1);
    await runLine(lifeboat, 'services');
    await one.work.ports.clock.advance(3 * 3_600_000);
    one.azure.refuse('apiManagement.get', 'no-network');
    one.azure.refuse('blobs.list', 'no-network');
    const report = await runLine(lifeboat, 'services');
    expect(report.error).toMatchObject({ code: 'azure-unreachable' });
    expect(words(report.blocks)).toContain('The oldest of this is 3 h old.');
    expect(report.data.services).toMatchObject([{ verdict: 'never' }, { verdict: 'fresh' }]);
  });

  it('says once why one of several could not be read, and does not fail for it', async () => {
    const one = company();
    one.azure.refuse('apiManagement.get', 'denied', {
      when: ({ about }) => about.includes('contoso-dr'),
    });
    const report = await runLine(lifeboatOf(one), 'services');
    expect(report.error).toBeNull();
    expect(report.data.problems).toMatchObject([{ about: 'contoso-dr', code: 'not-allowed' }]);
  });

  it('fails when nothing at all could be read', async () => {
    for (const [kind, code] of [
      ['no-network', 'azure-unreachable'],
      ['not-signed-in', 'not-signed-in'],
    ] as const) {
      const one = company();
      one.azure.refuse('apiManagement.get', kind);
      one.azure.refuse('blobs.list', kind);
      const report = await runLine(lifeboatOf(one), 'services');
      expect(report.error?.code).toBe(code);
      expect(report.data.services).toHaveLength(2);
    }
  });

  it('asks nobody with --offline', async () => {
    const one = company();
    const report = await runLine(lifeboatOf(one), 'services --offline');
    expect(one.azure.calls()).toEqual([]);
    expect(report.error).toBeNull();
    expect(words(report.blocks)).toContain('Azure was never asked about');
  });

  it('says how to begin when there is no configuration', async () => {
    const one = company();
    const configuration = { ...one.work.configuration, services: [], storages: {}, path: null };
    const report = await runLine(lifeboatOf(one, { configuration }), 'services');
    expect(report).toMatchObject({ error: null, data: { services: [] } });
    expect(words(report.blocks)).toContain('apim init');
  });

  it('shows a service that only the store knows, until it is gone without a backup', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    await lookAtService(one.work, one.dr);
    const configuration = { ...one.work.configuration, services: [{ ...one.prod, standby: null }] };
    const without = { ...lifeboat, configuration };
    const { data } = await runLine(without, 'services');
    expect(JSON.stringify(data.services)).toContain('contoso-dr');
    one.azure.removeService(one.dr.resourceId);
    expect(JSON.stringify((await runLine(without, 'services')).data)).not.toContain('contoso-dr');
  });
});

describe('status', () => {
  it('asks nobody and shows what runs, how long, and whether anybody follows it', async () => {
    const one = company();
    const operation = await runningBackup(one);
    await one.work.ports.clock.advance(65_000);
    const calls = one.azure.calls().length;
    const report = await runLine(lifeboatOf(one), 'status');
    expect(one.azure.calls()).toHaveLength(calls);
    expect(report.data.operations).toMatchObject([{ id: operation.id, status: 'running' }]);
    expect(JSON.stringify(report.data.services)).toContain('"verdict":"running"');
    expect(words(report.blocks)).toMatch(/01:0\d/);
    expect(words(report.blocks)).toContain('ana on laptop, pid');
    await one.work.ports.store.update((draft) => draft.remove('lease', operation.id));
    expect(words((await runLine(lifeboatOf(one), 'status')).blocks)).toContain('nobody');
  });

  it('names the process that follows, unless it is proven gone', async () => {
    const one = company();
    const operation = await runningBackup(one);
    const { store, processes } = one.work.ports;
    const beat = {
      id: 'p-2',
      host: 'bastion',
      pid: 77,
      startedAt: 0,
      door: 'cli',
      who: 'raj',
      beat: 1,
    };
    await store.update((draft) => {
      draft.put('beat', beat);
      draft.put('lease', { id: operation.id, process: 'p-2', since: 0 });
    });
    expect(words((await runLine(lifeboatOf(one), 'status')).blocks)).toContain('raj on bastion');
    processes.end(77);
    expect(words((await runLine(lifeboatOf(one), 'status')).blocks)).not.toContain('raj');
  });

  it('says why an operation is unknown, since when, and what helps', async () => {
    const one = company();
    const operation = await runningBackup(one);
    const { store, clock } = one.work.ports;
    await store.update((draft) => {
      draft.put('operation', {
        ...operation,
        status: 'unknown',
        blind: {
          since: clock.now(),
          reason: 'not-signed-in',
          words: 'the token has expired',
          remedy: 'az login --tenant contoso',
        },
      });
    });
    const report = await runLine(lifeboatOf(one), 'status --check');
    const text = words(report.blocks);
    for (const part of ['the token has expired', 'az login --tenant contoso', operation.id]) {
      expect(text).toContain(part);
    }
    expect(report.error?.code).toBe('warnings');
    expect(report.error?.message).toContain('unknown operation');
  });

  it('finds warnings that nobody has worked out yet, and keeps silent about snoozed ones', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    await lookAtService(one.work, one.prod);
    await putBackup(one, { createdAt: one.work.ports.clock.now() - 25 * dayMs });
    const loud = await runLine(lifeboat, 'status contoso-prod --check');
    expect(loud.data.warnings).toMatchObject([
      { service: 'contoso-prod', threshold: '7d' },
      { threshold: 'last-restorable' },
    ]);
    expect(loud.error?.message).toContain('with a warning (contoso-prod)');
    await runLine(lifeboat, 'expiring');
    const { store, clock } = one.work.ports;
    await store.update((draft) => {
      for (const warning of draft.all('warning')) {
        draft.put('warning', { ...warning, snoozedUntil: clock.now() + dayMs });
      }
    });
    const silent = await runLine(lifeboat, 'status contoso-prod --check');
    expect(silent.error).toBeNull();
    expect(silent.data.warnings).toHaveLength(2);
  });

  it('--check fails on data older than a day and on services never read', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    const never = await runLine(lifeboat, 'status --check');
    expect(never.error).toMatchObject({ code: 'warnings' });
    putBlob(one, 'contoso-prod', 1);
    putBlob(one, 'contoso-dr', 1);
    await runLine(lifeboat, 'services');
    expect((await runLine(lifeboat, 'status --check')).error).toBeNull();
    await one.work.ports.clock.advance(dayMs + 1);
    const old = await runLine(lifeboat, 'status --check');
    expect(old.error?.message).toContain('older than a day');
    expect((await runLine(lifeboat, 'status')).error).toBeNull();
  });

  it('says which storage could not be read when last tried, for as long as that holds', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    const mend = one.azure.refuse('blobs.list', 'denied', { words: 'no data role' });
    await runLine(lifeboat, 'services');
    const text = words((await runLine(lifeboat, 'status')).blocks);
    expect(text).toContain('no data role');
    expect(text.match(/no data role/g)).toHaveLength(1);
    mend();
    await runLine(lifeboat, 'reconcile');
    expect(words((await runLine(lifeboat, 'status')).blocks)).not.toContain('no data role');
  });

  it('says what a rebuilt store lost', async () => {
    const one = company();
    one.work.ports.store.recovery = async () => ({
      setAside: '/state/store.json.damaged',
      from: ['audit'],
      lost: ['Notes on backups are gone.'],
    });
    const text = words((await runLine(lifeboatOf(one), 'status')).blocks);
    expect(text).toContain('/state/store.json.damaged');
    expect(text).toContain('Notes on backups are gone.');
  });

  it('answers with services, operations and warnings, and refuses an unknown name', async () => {
    const one = company();
    const report = await runLine(lifeboatOf(one), 'status');
    expect(Object.keys(report.data)).toEqual([
      'services',
      'operations',
      'warnings',
      'approvals',
      'receivers',
      'checks',
    ]);
    await expect(runLine(lifeboatOf(one), 'status contoso-prd')).rejects.toMatchObject({
      code: 'service-not-found',
      hint: 'Did you mean contoso-prod?',
    });
  });
});

describe('expiring', () => {
  it('shows the services whose last restorable backup ends in time, the next first', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    putBlob(one, 'contoso-prod', 25);
    putBlob(one, 'contoso-dr', 28);
    putBlob(one, 'contoso-dr', 29);
    await runLine(lifeboat, 'services');
    const week = await runLine(lifeboat, 'expiring');
    const warnings = week.data.warnings as { service: string; threshold: string }[];
    expect([...new Set(warnings.map(({ service }) => service))]).toEqual([
      'contoso-dr',
      'contoso-prod',
    ]);
    expect(words(week.blocks)).toContain('apim backup contoso-dr');
    const soon = await runLine(lifeboat, 'expiring --within 3d');
    expect(JSON.stringify(soon.data)).not.toContain('contoso-prod');
  });

  it('looks further than the reminders when asked to, and says when nothing ends', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    putBlob(one, 'contoso-prod', 10);
    await runLine(lifeboat, 'services');
    const none = await runLine(lifeboat, 'expiring');
    expect(none.data.warnings).toEqual([]);
    expect(words(none.blocks)).toContain('No last restorable backup ends within 7 d.');
    expect(words(none.blocks)).toContain('Never backed up: contoso-dr.');
    const far = await runLine(lifeboat, 'expiring --within 30d');
    expect(far.data.warnings).toMatchObject([
      { service: 'contoso-prod', threshold: '30d' },
      { threshold: 'last-restorable' },
    ]);
  });

  it('clears a warning that a fresh backup answered', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    putBlob(one, 'contoso-prod', 29);
    await runLine(lifeboat, 'services');
    expect((await one.work.ports.store.read()).all('warning').length).toBeGreaterThan(0);
    putBlob(one, 'contoso-prod', 1);
    await runLine(lifeboat, 'reconcile');
    await runLine(lifeboat, 'expiring');
    expect((await one.work.ports.store.read()).all('warning')).toEqual([]);
  });
});

describe('backups', () => {
  it('lists the newest first and says how many it leaves out', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    await lookAtService(one.work, one.prod);
    const { clock } = one.work.ports;
    await putBackup(one, { id: 'b-old', name: 'old', createdAt: clock.now() - 40 * dayMs });
    await putBackup(one, {
      id: 'b-gone',
      name: 'gone',
      state: 'missing',
      createdAt: clock.now() - 1.5 * dayMs,
    });
    await putBackup(one, { id: 'b-1', name: 'one', createdAt: clock.now() - 2 * dayMs });
    await putBackup(one, { id: 'b-2', name: 'two', createdAt: clock.now() - dayMs });
    const report = await runLine(lifeboat, 'backups contoso-prod');
    expect(report.data).toMatchObject({
      backups: [{ id: 'b-2', restorable: true, state: 'present' }, { id: 'b-1' }],
      hidden: 2,
    });
    expect(words(report.blocks)).toContain('2 more are expired, missing or deleted');
    const all = await runLine(lifeboat, 'backups --all');
    expect((all.data.backups as { id: string }[]).map(({ id }) => id)).toEqual([
      'b-2',
      'b-gone',
      'b-1',
      'b-old',
    ]);
  });

  it('shows a backup of another tier as not restorable, and none at all in words', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    expect(words((await runLine(lifeboat, 'backups')).blocks)).toContain('apim reconcile');
    await lookAtService(one.work, one.prod);
    await putBackup(one, { id: 'b-dev', tier: 'Developer' });
    const report = await runLine(lifeboat, 'backups');
    expect(report.data.backups).toMatchObject([{ restorable: false, state: 'present' }]);
    expect(words(report.blocks)).toContain('not into Premium');
  });
});

describe('show', () => {
  it('shows one backup with its note, its settings and what it does not bring back', async () => {
    const one = company();
    const settings = { sku: { capacity: 2 }, tags: { team: 'x' }, properties: {} };
    await putBackup(one, { id: 'b-1', note: 'before the upgrade', settings });
    const report = await runLine(lifeboatOf(one), 'show b-1');
    expect(report.data).toMatchObject({
      backups: [{ id: 'b-1' }],
      note: 'before the upgrade',
      settings,
    });
    const text = words(report.blocks);
    for (const part of ['before the upgrade', 'units 2', 'Resource tags', 'apim restore']) {
      expect(text).toContain(part);
    }
    expect(one.azure.calls()).toEqual([]);
  });

  it('--verify says that only a drill proves it', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    putBlob(one, 'contoso-prod', 1);
    await runLine(lifeboat, 'services');
    const report = await runLine(lifeboat, 'show latest:contoso-prod --verify');
    expect(report.error).toBeNull();
    expect(report.data.checks).toMatchObject([
      { name: 'backup-present', verdict: 'pass' },
      { name: 'expired', verdict: 'pass' },
      { name: 'same-tier', verdict: 'pass' },
    ]);
    expect(words(report.blocks)).toContain('only a drill proves that it restores');
  });

  it('--verify says what is wrong: gone, over, changed, or not to be seen', async () => {
    const one = company();
    const lifeboat = lifeboatOf(one);
    const name = putBlob(one, 'contoso-prod', 1);
    await runLine(lifeboat, 'services');
    const verify = async () => (await runLine(lifeboat, `show ${name} --verify`)).error?.code;

    const mend = one.azure.refuse('blobs.head', 'denied');
    expect(await verify()).toBe('not-allowed');
    mend();
    one.azure.putBlob(place, name, { etag: '"another"' });
    expect(await verify()).toBe('check-failed');
    one.azure.removeBlob(place, name);
    expect(await verify()).toBe('backup-missing');
    // A look at one blob is no complete listing.
    expect((await one.work.ports.store.read()).all('backup')[0]?.state).toBe('present');
    const old = putBlob(one, 'contoso-dr', 31);
    await runLine(lifeboat, 'reconcile');
    expect((await runLine(lifeboat, `show ${old} --verify`)).error?.code).toBe('backup-expired');
  });

  it('verifies a blob that is only an address', async () => {
    const one = company();
    const name = putBlob(one, 'contoso-prod', 1);
    const { url } = one.azure.putBlob(place, name);
    const report = await runLine(lifeboatOf(one), `show ${url} --verify`);
    expect(report).toMatchObject({ error: null, data: { backups: [] } });
  });

  it('refuses what names no backup', async () => {
    await expect(runLine(lifeboatOf(company()), 'show nothing')).rejects.toMatchObject({
      code: 'backup-not-found',
    });
  });
});

describe('reconcile', () => {
  it('imports with companions, counts by storage, and looks at services nobody has seen', async () => {
    const one = company();
    const name = putBlob(one, 'contoso-prod', 1);
    one.azure.putBlob(place, companionName(name), {
      text: JSON.stringify({ lifeboat: 1, resourceId: one.prod.resourceId, purpose: 'scheduled' }),
    });
    one.azure.putBlob(place, 'else.txt');
    const report = await runLine(lifeboatOf(one), 'reconcile');
    expect(report.error).toBeNull();
    expect(report.data).toMatchObject({
      storages: [{ storage: 'stcontosodr/apim-backups', blobs: 3, foreign: 1, problem: null }],
      backups: [{ service: 'contoso-prod', purpose: 'scheduled', restorable: true }],
    });
    const { data } = await runLine(lifeboatOf(one), 'status contoso-prod');
    expect(data.services).toMatchObject([{ verdict: 'fresh' }]);
  });

  it('exits 3 when some storages cannot be read, and with the reason when none can', async () => {
    const one = company();
    one.work.configuration.storages.other = { ...one.storage, key: 'other', container: 'gone' };
    const some = await runLine(lifeboatOf(one), 'reconcile');
    expect(some.error?.code).toBe('partial');
    expect(answerDocument('reconcile', some)).toMatchObject({
      ok: false,
      data: { storages: [{ problem: null }, { problem: { code: 'storage-not-found' } }] },
    });
    one.azure.refuse('blobs.list', 'denied');
    expect((await runLine(lifeboatOf(one), 'reconcile')).error?.code).toBe('not-allowed');
  });

  it('says what to do when no storage is configured', async () => {
    const one = company();
    const configuration = { ...one.work.configuration, storages: {}, services: [], path: null };
    await expect(runLine(lifeboatOf(one, { configuration }), 'reconcile')).rejects.toMatchObject({
      code: 'config-missing',
    });
  });

  it('stops when it is interrupted, with the catalogue as it was', async () => {
    const one = company();
    putBlob(one, 'contoso-prod', 1);
    const stop = new AbortController();
    one.azure.script('blobs.list', (perform) => {
      stop.abort(new Error('ctrl-c'));
      return perform();
    });
    const run = runLine(lifeboatOf(one), 'reconcile', {
      signal: stop.signal,
      door: recordingDoor(),
    });
    await expect(run).rejects.toThrow('ctrl-c');
    expect((await one.work.ports.store.read()).all('backup')).toEqual([]);
  });
});
