import { describe, expect, it } from 'vitest';
import { azureSays, home, resourceId, scriptedAzure } from './scripted-azure.ts';

const from = Date.UTC(2026, 10, 1);
const to = Date.UTC(2026, 10, 2);
const query = {
  resourceId,
  report: 'byTime' as const,
  from,
  to,
  interval: 'PT1H',
  skip: 0,
  top: 2,
};

describe('a report', () => {
  const read = (answer: unknown, changes: Partial<typeof query> = {}) => {
    const parts = scriptedAzure([{ url: /\/reports\/byTime\?/, answer: azureSays(200, answer) }]);
    return { ...parts, look: parts.azure.apiManagement.report({ ...query, ...changes }) };
  };

  it('is asked for by its time, its interval and its page', async () => {
    const { http, look } = read({ value: [{ a: 1 }], count: 1 });
    await look;
    const url = new URL(http.requests[0]?.url ?? '');

    expect(`${url.origin}${url.pathname}`).toBe(`${home}${resourceId}/reports/byTime`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      'api-version': '2024-05-01',
      $filter:
        "timestamp ge datetime'2026-11-01T00:00:00Z' and timestamp le datetime'2026-11-02T00:00:00Z'",
      $top: '2',
      $skip: '0',
      interval: 'PT1H',
    });
  });

  it.each([
    ['the count is larger', { value: [{}, {}], count: 5 }, 0, true],
    ['the count is reached', { value: [{}], count: 5 }, 4, false],
    ['the page is full and nobody counted', { value: [{}, {}] }, 0, true],
    ['the page is not full and nobody counted', { value: [{}] }, 0, false],
    ['the page is empty, whatever was counted', { value: [], count: 9 }, 4, false],
    ['the count is no number', { value: [{}], count: 'many' }, 0, false],
  ])('has more or not: %s', async (_, answer, skip, more) => {
    expect(await read(answer, { skip }).look).toMatchObject({ value: { more } });
  });

  it.each([[{ value: 'x' }], [{ value: [1] }], [[]]])(
    'is not seen when it is %j',
    async (answer) => {
      expect(await read(answer).look).toMatchObject({ seen: false, why: { kind: 'error' } });
    },
  );
});

describe('workspaces', () => {
  const url = `${home}${resourceId}/workspaces?api-version=2024-05-01&$top=1`;
  const read = (answer: unknown) =>
    scriptedAzure([{ url, answer: azureSays(200, answer) }]).azure.apiManagement.workspaces(
      resourceId,
    );

  it.each([
    ['counted', { value: [{}], count: 7 }, 7],
    ['listed only', { value: [{}] }, 1],
    ['none', { value: [], count: 0 }, 0],
  ])('are counted: %s', async (_, answer, count) => {
    expect(await read(answer)).toMatchObject({ value: { count } });
  });

  it('are not seen in an odd answer, nor of what is no service', async () => {
    const { azure, http } = scriptedAzure([]);

    expect(await read({ value: null })).toMatchObject({ why: { kind: 'error' } });
    expect(await azure.apiManagement.workspaces('/x')).toMatchObject({ why: { kind: 'error' } });
    expect(await azure.apiManagement.report({ ...query, resourceId: '/x' })).toMatchObject({
      seen: false,
    });
    expect(http.requests).toEqual([]);
  });
});
