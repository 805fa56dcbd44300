import { describe, expect, it } from 'vitest';
import { subscriptionId, tenantId } from '../../../packages/sandbox/src/world/seed-ids.ts';
import { azureError, json, type PretendArm, pretendArm } from './pretend-arm.ts';

type Page = { value: { name: string }[]; nextLink?: string };

async function pagesOf(arm: PretendArm, path: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const page = (await json(await arm.send('GET', next))) as Page;
    pages.push(page.value.map((each) => each.name));
    next = page.nextLink;
  }
  return pages;
}

const provider = 'providers/Microsoft.ApiManagement/service?api-version=2024-05-01';
const platform = `/subscriptions/${subscriptionId(2)}`;

describe('a list of services', () => {
  it('comes in pages that together hold each service once', async () => {
    const arm = pretendArm({ pageSize: 60 }, { extraServices: 250 });

    const pages = await pagesOf(arm, `${platform}/${provider}`);

    const names = pages.flat();
    expect(pages.map((page) => page.length)).toEqual([60, 60, 60, 60, 17]);
    expect(new Set(names).size).toBe(257);
  });

  it('has no next page when the last one is just full', async () => {
    const arm = pretendArm({ pageSize: 7 });

    expect((await pagesOf(arm, `${platform}/${provider}`)).map((page) => page.length)).toEqual([7]);
  });

  it('of a group holds only the group’s', async () => {
    const arm = pretendArm({}, { extraServices: 3 });

    const pages = await pagesOf(arm, `${platform}/resourceGroups/RG-FLEET/${provider}`);

    expect(pages).toEqual([['fleet-0001', 'fleet-0002', 'fleet-0003']]);
  });

  it('is empty for who may read none, and no error', async () => {
    const arm = pretendArm();

    const answer = await arm.send('GET', `${platform}/${provider}`, { as: 'noor@contoso.com' });

    expect(answer.status).toBe(200);
    expect(await json(answer)).toEqual({ value: [] });
  });

  it('shows the resource in the shape of Azure', async () => {
    const arm = pretendArm();

    const { value } = (await json(
      await arm.send('GET', `/subscriptions/${subscriptionId(1)}/${provider}`),
    )) as { value: Record<string, unknown>[] };

    expect(value[0]).toMatchObject({
      name: 'contoso-prod',
      type: 'Microsoft.ApiManagement/service',
      location: 'West Europe',
      sku: { name: 'Premium', capacity: 2 },
      identity: { type: 'SystemAssigned', tenantId: tenantId(1) },
      tags: { environment: 'production' },
      properties: {
        provisioningState: 'Succeeded',
        targetProvisioningState: '',
        gatewayUrl: 'https://contoso-prod.azure-api.net',
        additionalLocations: [{ location: 'North Europe' }],
        apiVersionConstraint: { minApiVersion: null },
      },
    });
  });
});

describe('subscriptions and tenants', () => {
  const names = async (arm: PretendArm, as: string): Promise<unknown> => {
    const answer = await json(
      await arm.send('GET', '/subscriptions?api-version=2022-12-01', { as }),
    );
    return (answer.value as { displayName: string }[]).map((each) => each.displayName);
  };

  it.each([
    ['ana@contoso.com', ['Contoso Production', 'Contoso Platform']],
    ['lifeboat-backup', ['Contoso Production', 'Contoso Platform']],
    ['finn@fabrikam.com', ['Fabrikam']],
    ['noor@contoso.com', []],
  ])('show %s what it holds a role in', async (as, expected) => {
    expect(await names(pretendArm(), as)).toEqual(expected);
  });

  it('are closed to who holds no role in them', async () => {
    const arm = pretendArm();
    const path = `${platform}?api-version=2022-12-01`;

    const own = await arm.send('GET', path);
    const refused = await arm.send('GET', path, { as: 'noor@contoso.com' });

    expect(await json(own)).toMatchObject({ displayName: 'Contoso Platform', state: 'Enabled' });
    expect(await azureError(refused)).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  });

  it('name the caller’s tenant', async () => {
    const answer = await json(await pretendArm().send('GET', '/tenants?api-version=2022-12-01'));

    expect(answer).toMatchObject({
      value: [{ tenantId: tenantId(1), defaultDomain: 'contoso.com' }],
    });
  });

  it('have resource groups, for who may read them', async () => {
    const arm = pretendArm();
    const path = `${platform}/resourceGroups?api-version=2022-09-01`;

    const seen = (await json(await arm.send('GET', path))) as Page;
    const unseen = (await json(await arm.send('GET', path, { as: 'noor@contoso.com' }))) as Page;

    expect(seen.value.map((each) => each.name)).toEqual(['rg-platform', 'rg-fleet']);
    expect(unseen.value).toEqual([]);
  });
});

describe('Resource Graph', () => {
  const ask = (arm: PretendArm, body: unknown): Promise<Response> =>
    arm.send('POST', '/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01', {
      body,
    });
  const fleet =
    "resources | where type =~ 'Microsoft.ApiManagement/service' | project id,name,location,resourceGroup,subscriptionId,sku,identity,properties.provisioningState";

  it('answers the query of a fleet', async () => {
    const answer = await json(
      await ask(pretendArm(), { query: fleet, subscriptions: [subscriptionId(1)] }),
    );

    expect(answer).toMatchObject({ totalRecords: 4, count: 4, resultTruncated: 'false' });
    expect((answer.data as unknown[])[0]).toMatchObject({
      name: 'contoso-prod',
      location: 'westeurope',
      resourceGroup: 'rg-prod',
      sku: { name: 'Premium' },
      properties_provisioningState: 'Succeeded',
    });
  });

  it('goes on with a skip token until nothing is left', async () => {
    const arm = pretendArm({}, { extraServices: 25 });
    const found: number[] = [];
    let token: unknown;
    do {
      const options = { $top: 10, ...(token === undefined ? {} : { $skipToken: token }) };
      const answer = await json(await ask(arm, { query: fleet, options }));
      found.push(answer.count as number);
      token = answer.$skipToken;
    } while (token !== undefined);

    expect(found).toEqual([10, 10, 10, 6]);
  });

  it.each([
    [
      "resources | where name in~ ('CONTOSO-EU', 'contoso-dev') | project name",
      ['contoso-eu', 'contoso-dev'],
    ],
    [
      "Resources | where type == 'microsoft.apimanagement/service' and sku.name == 'Premium' | extend n = name | order by name asc | limit 2 | project n",
      ['contoso-dr', 'contoso-eu'],
    ],
    [
      "resources | where name startswith 'stcontoso' and location != 'northeurope' | project name",
      ['stcontosowe'],
    ],
  ])('understands %s', async (query, expected) => {
    const answer = await json(await ask(pretendArm(), { query }));

    const rows = answer.data as Record<string, unknown>[];
    expect(rows.flatMap((row) => Object.values(row))).toEqual(expected);
  });

  it.each([
    'resources | summarize count()',
    'securityresources',
    "resources | where name matches regex 'a'",
    '',
  ])('refuses what it does not understand: %s', async (query) => {
    expect(await azureError(await ask(pretendArm(), { query }))).toMatchObject({
      status: 400,
      code: 'BadRequest',
    });
  });

  it('answers a table when asked', async () => {
    const answer = await json(
      await ask(pretendArm(), {
        query: "resources | where name =~ 'contoso-eu' | project name, sku",
        options: { resultFormat: 'table' },
      }),
    );

    expect(answer.data).toEqual({
      columns: [
        { name: 'name', type: 'string' },
        { name: 'sku', type: 'object' },
      ],
      rows: [['contoso-eu', { name: 'Premium', capacity: 1 }]],
    });
  });
});
