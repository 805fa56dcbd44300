import { describe, expect, it } from 'vitest';
import { azureError, json, type PretendArm, pretendArm, svc } from './pretend-arm.ts';

const range =
  "timestamp ge datetime'2026-11-22T00:00:00Z' and timestamp le datetime'2026-11-22T06:00:00Z'";

type Report = { value: Record<string, unknown>[]; count: number; nextLink?: string };

function address(below: string, filter: string, service: string): string {
  const mark = below.includes('?') ? '&' : '?';
  return svc(service, `/reports/${below}${mark}$filter=${encodeURIComponent(filter)}`);
}

function ask(
  below: string,
  filter = range,
  arm: PretendArm = pretendArm(),
  service = 'contoso-prod',
): Promise<Response> {
  return arm.send('GET', address(below, filter, service));
}

async function report(below: string, filter = range, arm = pretendArm()): Promise<Report> {
  return (await json(await ask(below, filter, arm))) as Report;
}

describe('a report', () => {
  it.each([
    ['byApi', 5, 'apiId'],
    ['byUser', 2, 'userId'],
    ['byProduct', 2, 'productId'],
    ['bySubscription', 2, 'subscriptionId'],
    ['byOperation', 20, 'operationId'],
    ['byGeo', 3, 'country'],
    ['byTime?interval=PT1H', 7, 'timestamp'],
    ['byRequest?$top=10', 10, 'requestId'],
  ])('%s has a row for each', async (below, rows, field) => {
    const { value } = await report(below);

    expect(value).toHaveLength(rows);
    expect(new Set(value.map((row) => row[field])).size).toBe(rows);
  });

  it.each([
    'byApi',
    'byUser',
    'byProduct',
    'bySubscription',
    'byOperation',
    'byGeo',
    'byTime?interval=PT15M',
  ])('%s counts calls, bytes, cache and times in each row', async (below) => {
    const [row = {}] = (await report(below)).value;

    const { callCountSuccess, callCountBlocked, callCountFailed, callCountOther } = row;
    const counts = [callCountSuccess, callCountBlocked, callCountFailed, callCountOther];
    expect(row.callCountTotal).toBe(counts.reduce((sum: number, each) => sum + Number(each), 0));
    for (const field of ['bandwidth', 'cacheHitCount', 'cacheMissCount'])
      expect(row[field]).toEqual(expect.any(Number));
    for (const field of ['apiTime', 'serviceTime'])
      for (const part of ['Avg', 'Min', 'Max'])
        expect(row[`${field}${part}`]).toEqual(expect.any(Number));
  });

  it('names APIs and people as people do', async () => {
    const names = async (below: string) => (await report(below)).value.map((row) => row.name);

    expect(await names('byApi')).toContain('Orders API');
    expect(await names('byUser')).toEqual(['Pat Larsen', 'Mio Tanaka']);
  });

  it('byRequest holds who called what, from where', async () => {
    const [row] = (await report('byRequest')).value;

    expect(row).toMatchObject({
      timestamp: '2026-11-22T00:00:00Z',
      method: 'GET',
      url: expect.stringMatching(/^https:\/\/contoso-prod\./),
      ipAddress: expect.stringMatching(/^203\.0\.113\./),
      responseCode: 200,
      subscriptionId: '/subscriptions/sub-1',
      apiRegion: 'West Europe',
    });
    expect(row?.operationId).toMatch(/^\/apis\/.+\/operations\/.+$/);
  });

  it('says the same each time, and something else with another seed', async () => {
    const again = await report('byApi');
    const other = await report('byApi', range, pretendArm({ seed: 'other' }));

    expect(await report('byApi')).toEqual(again);
    expect(other).not.toEqual(again);
    expect(other.count).toBe(again.count);
  });

  it('is narrowed by an id and ordered by a field', async () => {
    const one = await report('byApi', `${range} and apiId eq '/apis/orders'`);
    const requests = await report('byRequest', `${range} and apiId eq '/apis/orders'`);
    const ordered = await report('byApi?$orderby=callCountTotal desc');

    const counts = ordered.value.map((row) => Number(row.callCountTotal));
    expect(one.count).toBe(1);
    expect(requests.count).toBeGreaterThan(0);
    expect(new Set(requests.value.map((row) => row.apiId))).toEqual(new Set(['/apis/orders']));
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });

  it('comes in pages that together hold each row once', async () => {
    const arm = pretendArm({ pageSize: 100 });
    const ids: unknown[] = [];
    const sizes: number[] = [];
    for (let next: string | undefined = address('byRequest', range, 'contoso-prod'); next; ) {
      const page = (await json(await arm.send('GET', next))) as Report;
      ids.push(...page.value.map((row) => row.requestId));
      sizes.push(page.value.length);
      expect(page.count).toBe(361);
      next = page.nextLink;
    }

    expect(sizes).toEqual([100, 100, 100, 61]);
    expect(new Set(ids).size).toBe(361);
  });

  it('gives the part that is asked for with $top and $skip', async () => {
    const all = await report('byOperation');
    const part = await report('byOperation?$top=3&$skip=4');

    expect(part.value).toEqual(all.value.slice(4, 7));
    expect(part.count).toBe(20);
    expect(part.nextLink).toContain('%24skip=7');
  });

  it('reads a time without a zone as UTC', async () => {
    const bare = range.replaceAll('Z', '');

    expect(await report('byTime?interval=PT1H', bare)).toEqual(
      await report('byTime?interval=PT1H'),
    );
  });

  it('knows nothing of what is to come, nor of before the service was there', async () => {
    const ever =
      "timestamp ge datetime'2020-01-01T00:00:00Z' and timestamp le datetime'2030-01-01T00:00:00Z'";
    const arm = pretendArm();

    const days = await report('byTime?interval=P1D&$top=1000', ever, arm);
    const future = await report(
      'byApi',
      "timestamp ge datetime'2027-01-01' and timestamp le datetime'2027-02-01'",
      arm,
    );

    // The services of the beginning are 200 days old.
    expect(days.count).toBe(200);
    expect(days.value.at(-1)).toMatchObject({ timestamp: '2026-11-23T00:00:00Z', interval: 'P1D' });
    expect(future).toEqual({ value: [], count: 0 });
  });

  it.each([
    ['byApi', ''],
    ['byApi', "timestamp ge datetime'2026-11-22T00:00:00Z'"],
    ['byApi', "timestamp le datetime'2026-11-22T00:00:00Z'"],
    ['byApi', `${range} and colour eq 'red'`],
    ['byTime', range],
    ['byTime?interval=PT10M', range],
    ['byTime?interval=PT0M', range],
  ])('%s refuses the filter %s', async (below, filter) => {
    expect(await azureError(await ask(below, filter))).toMatchObject({
      status: 400,
      code: 'ValidationError',
    });
  });

  it.each([
    ['contoso-v2', 'byApi', 400, 'MethodNotAllowedInPricingTier'],
    ['contoso-basicv2', 'byRequest', 400, 'MethodNotAllowedInPricingTier'],
    ['contoso-prod', 'byColour', 404, 'NotFound'],
  ])('of %s %s is refused', async (service, kind, status, code) => {
    expect(await azureError(await ask(kind, range, pretendArm(), service))).toMatchObject({
      status,
      code,
    });
  });

  it('is for who may read the service’s children', async () => {
    const arm = pretendArm();
    const read = (as: string) => arm.send('GET', address('byApi', range, 'contoso-prod'), { as });

    expect((await read('lifeboat-backup')).status).toBe(200);
    expect((await read('noor@contoso.com')).status).toBe(403);
  });
});
