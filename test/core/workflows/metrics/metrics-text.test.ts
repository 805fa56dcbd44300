import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { expositionText } from '../../../../packages/core/src/workflows/metrics/exposition.ts';
import { metricsText } from '../../../../packages/core/src/workflows/metrics/metrics-text.ts';
import {
  serveMetrics,
  writeMetricsFile,
} from '../../../../packages/core/src/workflows/metrics/publish-metrics.ts';
import { dueDelivery } from '../../../../packages/core/src/workflows/raise-notice.ts';
import { propertyRuns } from '../../../contract/property-runs.ts';
import { aBeat } from '../../../contract/records.ts';
import { aNotice } from '../../../contract/watch-records.ts';
import { plain, readDocument, tableUnder } from '../../../docs/documents.ts';
import { aBackup, anOperation, aService, dayMs, hourMs } from '../../domain/build-records.ts';
import { type Company, company } from '../world.ts';
import { parseExposition } from './parse-exposition.ts';

let one: Company;
let now: number;
beforeEach(() => {
  one = company();
  now = one.work.ports.clock.now();
});

async function values(name: string): Promise<Record<string, number>> {
  const text = metricsText(await one.work.ports.store.read(), one.work.configuration, now);
  const found = parseExposition(text).filter((sample) => sample.name === `lifeboat_${name}`);
  return Object.fromEntries(
    found.map(({ labels, value }) => [Object.values(labels).join(' '), value]),
  );
}

/** contoso-prod with a life: backups, operations, warnings, notices; contoso-dr without any. */
async function live(): Promise<void> {
  const about = { service: one.prod.id, label: 'contoso-prod' };
  const [prod, dr] = one.work.configuration.services;
  if (prod === undefined || dr === undefined) throw new Error('There are two.');
  one.work.configuration.services = [{ ...prod, everyMs: 24 * hourMs }, dr];
  await one.work.ports.store.update((draft) => {
    draft.put(
      'service',
      aService({ id: one.prod.id, label: 'contoso-prod', at: now - 60_000, storageReadAt: now }),
    );
    draft.put('backup', aBackup({ ...about, id: 'b1', createdAt: now - 28 * dayMs }));
    draft.put('backup', aBackup({ ...about, id: 'b0', createdAt: now - 29 * dayMs }));
    const times = { startedAt: now - 2 * hourMs, endedAt: now - hourMs };
    draft.put(
      'operation',
      anOperation({ ...about, id: 'o1', ...times, endedAt: now - 1.5 * hourMs }),
    );
    draft.put('operation', anOperation({ ...about, id: 'o2', ...times, status: 'failed' }));
    const open = { ...about, endedAt: null, status: 'running' as const };
    draft.put('operation', anOperation({ ...open, id: 'o3' }));
    draft.put('beat', aBeat('p1', { beat: 7, host: 'laptop', door: 'watch' }));
    const delivery = dueDelivery('webhook:h#1', now);
    draft.put('notice', aNotice('n0', { deliveries: [{ ...delivery, status: 'refused' }] }));
    draft.put('notice', aNotice('n1', { at: now - 90_000, deliveries: [delivery] }));
    draft.put('notice', aNotice('n2', { at: now, deliveries: [delivery] }));
  });
}

const prod = 'contoso-prod production';
const dr = 'contoso-dr production';

describe('the metrics', () => {
  it('tell the age of the newest restorable backup and the end of the last', async () => {
    await live();

    expect(await values('backup_age_seconds')).toEqual({ [prod]: 28 * 86_400 });
    expect(await values('backup_restorable_seconds')).toEqual({ [prod]: 2 * 86_400 });
    expect(await values('backup_restorable')).toEqual({ [prod]: 1, [dr]: 0 });
    expect(await values('backup_objective_seconds')).toEqual({ [prod]: 86_400 });
    expect(await values('service_verdict')).toEqual({
      [`${prod} running`]: 1,
      [`${dr} unknown`]: 1,
    });
    expect(await values('service_seen_seconds')).toEqual({ [prod]: 60 });
  });

  it('tell how the last attempt went, when, and how long they take', async () => {
    await live();

    expect(await values('operation_last_success')).toEqual({ [`${prod} backup`]: 0 });
    expect(await values('operation_last_end_seconds')).toEqual({
      [`${prod} backup`]: (now - hourMs) / 1000,
    });
    expect(await values('operation_last_duration_seconds')).toEqual({ [`${prod} backup`]: 3600 });
    expect(await values('operation_typical_duration_seconds')).toEqual({
      [`${prod} backup`]: 1800,
    });
  });

  it('tell what is open, with zeros, what waits and what was refused, and the beats', async () => {
    await live();

    expect(await values('operations_open')).toMatchObject({
      'backup running': 1,
      'backup unknown': 0,
      'restore running': 0,
    });
    expect(await values('outbox_waiting')).toEqual({ 'webhook:h#1': 2 });
    expect(await values('outbox_oldest_seconds')).toEqual({ 'webhook:h#1': 90 });
    expect(await values('outbox_refused')).toEqual({ 'webhook:h#1': 1 });
    expect(await values('process_beat')).toEqual({ 'p1 laptop watch': 7 });
    expect(await values('time_seconds')).toEqual({ '': now / 1000 });
    expect(await values('warning_active')).toMatchObject({
      'contoso-prod 3d false': 1,
      'contoso-prod late false': 1,
    });
  });

  it('are the ones of the documents, with their labels', async () => {
    await live();
    const text = metricsText(await one.work.ports.store.read(), one.work.configuration, now);
    const told = tableUnder(readDocument('docs/notifications.md'), 'Prometheus').map(
      ([name, labels]) => `${plain(name)}: ${(labels ?? '').replaceAll('`', '')}`,
    );

    const real = new Map(
      parseExposition(text).map(({ name, labels }) => [name, Object.keys(labels).join(', ')]),
    );
    expect(told.toSorted()).toEqual([...real].map(([name, labels]) => `${name}: ${labels}`).sort());
  });

  it('can be read whatever a service is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.double(), (service, value) => {
        const samples = [{ labels: { service }, value }];
        const text = expositionText([{ name: 'lifeboat_x', help: 'X.', samples }]);
        const read = { name: 'lifeboat_x', labels: { service }, value: value === 0 ? 0 : value };
        expect(parseExposition(text)).toEqual([read]);
      }),
      propertyRuns(),
    );
  });

  it('are served and written as they are at the time', async () => {
    const served = await serveMetrics(one.work, 9464);
    await writeMetricsFile(one.work, '/var/lib/x.prom');
    const first = one.work.ports.metrics.files.get('/var/lib/x.prom') ?? '';
    await one.work.ports.clock.advance(5_000);

    const scraped = (await one.work.ports.metrics.scrape(9464)) ?? '';
    await served.close();

    const time = (text: string) =>
      parseExposition(text).find(({ name }) => name === 'lifeboat_time_seconds')?.value;
    expect([time(first), time(scraped)]).toEqual([now / 1000, now / 1000 + 5]);
    expect(one.work.ports.metrics.scrape(9464)).toBeNull();
  });
});
