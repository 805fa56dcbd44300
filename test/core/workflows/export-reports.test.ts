import { describe, expect, it } from 'vitest';
import { reportDays } from '../../../packages/core/src/domain/report-days.ts';
import { notSeen } from '../../../packages/core/src/testing.ts';
import { storagePlace } from '../../../packages/core/src/workflows/export-place.ts';
import { patientLook } from '../../../packages/core/src/workflows/patient-look.ts';
import { reconcile } from '../../../packages/core/src/workflows/reconcile.ts';
import { storagesOf } from '../../../packages/core/src/workflows/storages.ts';
import { lifeboatOf, recordingDoor, runLine } from '../commands/run-line.ts';
import { dayMs } from '../domain/build-records.ts';
import { type Company, company, place, runThrough } from './world.ts';

const never = new AbortController().signal;

/** The company with reports, and a clock that shows noon of a day. */
function companyAtNoon(rows: Record<string, number> = { byApi: 3 }): Company {
  const one = company();
  for (const [report, count] of Object.entries(rows))
    one.azure.world.reports.set(
      `${one.prod.resourceId.toLowerCase()}|${report}`,
      Array.from({ length: count }, (_, index) => ({ name: `${report}-${index}` })),
    );
  return one;
}

function dayOf(one: Company, ago: number): string {
  return new Date(one.work.ports.clock.now() - ago * dayMs).toISOString().slice(0, 10);
}

function line(one: Company, from: number, more = ''): string {
  return `analytics export contoso-prod --from ${dayOf(one, from)} ${more}`.trim();
}

function exported(one: Company): string[] {
  return [...one.azure.blobs(place).keys()].map((name) => name.replace('analytics/', ''));
}

describe('analytics export', () => {
  it('keeps each report of each day as lines of JSON, but byRequest only when asked for', async () => {
    const one = companyAtNoon({ byApi: 3, byTime: 1, byRequest: 1 });
    const report = await runLine(lifeboatOf(one), line(one, 1, `--to ${dayOf(one, 1)}`));
    const day = dayOf(one, 1);
    const reports = ['byApi', 'byGeo', 'byOperation', 'byProduct', 'bySubscription'];

    expect(exported(one).sort()).toEqual(
      [...reports, 'byTime', 'byUser'].map((name) => `contoso-prod/${name}/${day}.ndjson`),
    );
    const text = one.azure.blobs(place).get(`analytics/contoso-prod/byApi/${day}.ndjson`)?.text;
    expect(text?.split('\n').map((each) => each && JSON.parse(each).name)).toEqual([
      'byApi-0',
      'byApi-1',
      'byApi-2',
      '',
    ]);
    expect(report.error).toBeNull();
    expect(report.data).toMatchObject({ personalData: false, into: 'stcontosodr/apim-backups' });
    const asked = one.azure.calls('apiManagement.report').map((call) => call.arguments[0]);
    expect(asked).toContainEqual(
      expect.objectContaining({
        report: 'byTime',
        interval: 'PT15M',
        from: Date.parse(day),
        to: Date.parse(day) + dayMs - 1,
      }),
    );
    expect(JSON.stringify(asked)).not.toContain('byRequest');
  });

  it('says that byRequest is personal data, and refuses to take it for granted', async () => {
    const one = companyAtNoon({ byRequest: 2 });
    const door = recordingDoor();
    await expect(
      runLine(lifeboatOf(one), line(one, 1, '--reports byRequest')),
    ).rejects.toMatchObject({ code: 'usage' });
    const report = await runLine(
      lifeboatOf(one),
      line(one, 1, '--reports byRequest --by-request'),
      { door },
    );

    expect(JSON.stringify(door.said)).toContain('personal data');
    expect(report.data).toMatchObject({ personalData: true, reports: [{ report: 'byRequest' }] });
    const entries = one.work.ports.audit.entries.filter(({ event }) => event === 'export');
    expect(entries.map(({ what }) => what).join()).toContain('byRequest');
    expect(entries.map(({ what }) => what).join()).toContain('personal data');
  });

  it('asks for nothing that is there complete, and never calls today complete', async () => {
    const one = companyAtNoon();
    const { clock } = one.work.ports;
    const wish = line(one, 2, '--reports byApi');
    const first = await runLine(lifeboatOf(one), wish);
    expect(first.data).toMatchObject({
      reports: [{ written: 2, skipped: 0, partial: 1, rows: 9 }],
    });
    const today = dayOf(one, 0);
    expect(exported(one)).toContain(`contoso-prod/byApi/${today}.partial.ndjson`);

    const asked = one.azure.calls('apiManagement.report').length;
    const second = await runLine(lifeboatOf(one), wish);
    expect(second.data).toMatchObject({ reports: [{ written: 0, skipped: 2, partial: 1 }] });
    expect(one.azure.calls('apiManagement.report').length - asked).toBe(1);

    await clock.advance(dayMs);
    const third = await runLine(lifeboatOf(one), wish);
    expect(third.data).toMatchObject({ reports: [{ written: 1, skipped: 2, partial: 1 }] });
    expect(exported(one)).toContain(`contoso-prod/byApi/${today}.ndjson`);
    expect(exported(one)).not.toContain(`contoso-prod/byApi/${today}.partial.ndjson`);
  });

  it('does not take a day for complete that Azure may still be counting', async () => {
    const one = companyAtNoon();
    const { clock } = one.work.ports;
    const midnight = Date.parse(dayOf(one, -1));
    await clock.advance(midnight - clock.now() + 60_000);
    const report = await runLine(
      lifeboatOf(one),
      line(one, 1, `--to ${dayOf(one, 1)} --reports byApi`),
    );

    expect(report.data).toMatchObject({ reports: [{ written: 0, partial: 1 }] });
  });

  it('reads all pages, and writes in pieces what one request cannot carry', async () => {
    const one = companyAtNoon();
    const long = 'ü'.repeat(3_000);
    one.azure.world.reports.set(
      `${one.prod.resourceId.toLowerCase()}|byApi`,
      Array.from({ length: 2_345 }, (_, index) => ({ index, long })),
    );
    const report = await runLine(
      lifeboatOf(one),
      line(one, 1, `--to ${dayOf(one, 1)} --reports byApi`),
    );
    const name = `analytics/contoso-prod/byApi/${dayOf(one, 1)}.ndjson`;
    const lines = one.azure.blobs(place).get(name)?.text.trimEnd().split('\n') ?? [];

    expect(report.data).toMatchObject({ reports: [{ rows: 2_345 }] });
    expect(lines.map((each) => JSON.parse(each).index)).toEqual(
      Array.from({ length: 2_345 }, (_, index) => index),
    );
    const pages = one.azure.calls('apiManagement.report').map((call) => call.arguments[0]);
    expect(pages.map((query) => (query as { skip: number }).skip)).toEqual([0, 1_000, 2_000]);
    expect(one.azure.calls('blobs.stagePiece').length).toBeGreaterThan(1);
    expect(one.azure.calls('blobs.writeText')).toEqual([]);
  });

  it('waits as long as Azure says when it asked too much, all of it', async () => {
    const one = companyAtNoon();
    const { clock } = one.work.ports;
    const startedAt = clock.monotonic();
    const times: number[] = [];
    const throttled = () => {
      times.push(clock.monotonic() - startedAt);
      return notSeen('throttled', { retryAfterMs: 17_000 });
    };
    one.azure.script('apiManagement.report', throttled, throttled);
    const report = await runThrough(one, runLine(lifeboatOf(one), line(one, 5, '--reports byApi')));

    expect(report.error).toBeNull();
    expect(clock.monotonic() - startedAt).toBeGreaterThanOrEqual(17_000);
    expect(report.data).toMatchObject({ reports: [{ written: 5, partial: 1 }] });
  });

  it('leaves no half file when a report fails in the middle, and finishes the others', async () => {
    const one = companyAtNoon({ byApi: 1_500, byUser: 2 });
    const isSecondPage = ({ arguments: [query] }: { arguments: readonly unknown[] }): boolean => {
      const { skip, report } = query as { skip: number; report: string };
      return report === 'byApi' && skip > 0;
    };
    const mend = one.azure.refuse('apiManagement.report', 'denied', { when: isSecondPage });
    const wish = line(one, 2, `--to ${dayOf(one, 1)} --reports byApi --reports byUser`);
    const failed = await runLine(lifeboatOf(one), wish);

    expect(failed.error?.code).toBe('partial');
    expect(failed.data).toMatchObject({
      reports: [
        { report: 'byApi', written: 0, rows: 0, problem: { code: 'not-allowed' } },
        { report: 'byUser', written: 2, problem: null },
      ],
    });
    expect(exported(one).filter((name) => name.includes('byApi'))).toEqual([]);
    mend();
    const again = await runLine(lifeboatOf(one), wish);
    expect(again.data).toMatchObject({ reports: [{ written: 2 }, { skipped: 2 }] });
  });

  it('goes on where a killed run stopped', async () => {
    const one = companyAtNoon();
    let asked = 0;
    const mend = one.azure.refuse('blobs.writeText', 'error', {
      when: () => ++asked > 2,
      azure: {
        status: 403,
        code: 'x',
        message: 'm',
        requestId: null,
        correlationId: null,
        details: [],
      },
    });
    const wish = line(one, 6, `--to ${dayOf(one, 1)} --reports byApi`);
    await runLine(lifeboatOf(one), wish);
    expect(exported(one)).toHaveLength(2);
    mend();
    const again = await runLine(lifeboatOf(one), wish);

    expect(again.data).toMatchObject({ reports: [{ written: 4, skipped: 2 }] });
  });

  it('writes into a folder as well, and then also where Lifeboat is read-only', async () => {
    const one = companyAtNoon();
    const work = { ...one.work, configuration: { ...one.work.configuration, readOnly: true } };
    const lifeboat = lifeboatOf({ ...one, work });
    await expect(runLine(lifeboat, line(one, 1))).rejects.toMatchObject({ code: 'read-only' });
    const report = await runLine(lifeboat, line(one, 1, '--reports byApi --into /keep'));

    expect(report.data).toMatchObject({ into: '/keep', reports: [{ written: 1, partial: 1 }] });
    expect([...one.work.ports.folders.files.keys()].sort()).toEqual([
      `/keep/analytics/contoso-prod/byApi/${dayOf(one, 1)}.ndjson`,
      `/keep/analytics/contoso-prod/byApi/${dayOf(one, 0)}.partial.ndjson`,
    ]);
    expect(one.azure.blobs(place).size).toBe(0);
  });

  it.each(['BasicV2', 'StandardV2', 'PremiumV2'])(
    'refuses the tier %s, with the reason',
    async (tier) => {
      const one = companyAtNoon();
      one.azure.putService(one.prod.resourceId, { tier });

      await expect(runLine(lifeboatOf(one), line(one, 1))).rejects.toMatchObject({
        code: 'check-failed',
        message: expect.stringContaining('no built-in analytics'),
      });
      expect(one.azure.calls('apiManagement.report')).toEqual([]);
    },
  );

  it.each([
    ['', 'From which day?'],
    ['--from tomorrow', 'is not a day'],
    ['--from 2026-02-30', 'is not a day'],
    ['--from 2990-01-01', 'lies in the future'],
    ['--from 2020-02-02 --to 2020-02-01', 'lies after --to'],
  ])('refuses the range "%s"', async (flags, words) => {
    await expect(
      runLine(lifeboatOf(companyAtNoon()), `analytics export contoso-prod ${flags}`.trim()),
    ).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining(words) });
  });

  it('is stopped between pages, leaving what is whole', async () => {
    const one = companyAtNoon();
    const stop = new AbortController();
    one.azure.script(
      'apiManagement.report',
      (perform) => perform(),
      (perform) => {
        stop.abort(new Error('enough'));
        return perform();
      },
    );
    const wish = line(one, 9, `--to ${dayOf(one, 1)} --reports byApi`);
    await expect(runLine(lifeboatOf(one), wish, { signal: stop.signal })).rejects.toThrow('enough');

    expect(exported(one).length).toBeLessThan(5);
    const again = await runLine(lifeboatOf(one), wish);
    expect(again.error).toBeNull();
    expect(exported(one)).toHaveLength(9);
  });

  it('counts as no blob of anybody when the storage is read', async () => {
    const one = companyAtNoon();
    await runLine(lifeboatOf(one), line(one, 3));
    const [storage] = storagesOf(one.work.configuration);
    if (storage === undefined) throw new Error('no storage');

    expect(await reconcile(one.work, storage)).toMatchObject({ blobs: 0, foreign: 0 });
  });
});

describe('a day written by two at once', () => {
  it('is the same day: the second one takes the first one for done', async () => {
    const one = companyAtNoon();
    const ask = patientLook(one.work, never);
    const there = storagePlace(one.work, one.prod, one.storage, ask);
    const pieces = async function* () {
      yield '{}\n';
    };
    await there.write('analytics/x/byApi/2026-01-01.ndjson', pieces());
    await there.write('analytics/x/byApi/2026-01-01.ndjson', pieces());

    expect(one.azure.blobs(place).size).toBe(1);
  });
});

describe('days', () => {
  it('are whole days in UTC, over months and leap days', () => {
    const days = reportDays(Date.parse('2028-02-28T23:59:59Z'), Date.parse('2028-03-01T00:00:00Z'));

    expect(days.map(({ day }) => day)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
    expect(days.map(({ from, to }) => to - from)).toEqual([dayMs - 1, dayMs - 1, dayMs - 1]);
    expect(reportDays(Date.parse('2028-03-02'), Date.parse('2028-03-01'))).toEqual([]);
  });
});
