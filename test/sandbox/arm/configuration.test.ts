import { describe, expect, it } from 'vitest';
import { azureError, json, pretendArm, svc } from './pretend-arm.ts';

type Page = {
  value: { name: string; id: string; type: string }[];
  count: number;
  nextLink?: string;
};

describe('a child collection', () => {
  it.each([
    ['/apis', 5],
    ['/apis/orders/operations', 4],
    ['/products', 2],
    ['/products/unlimited/apis', 5],
    ['/namedValues', 2],
    ['/subscriptions', 2],
    ['/users', 2],
    ['/groups', 3],
    ['/backends', 1],
    ['/policies', 1],
    ['/loggers', 1],
    ['/diagnostics', 2],
    ['/certificates', 1],
    ['/gateways', 1],
    ['/contentTypes/page/contentItems', 1],
    ['/tags', 1],
    ['/apiVersionSets', 0],
    ['/workspaces', 0],
  ])('%s lists what the service has', async (below, count) => {
    const page = (await json(await pretendArm().send('GET', svc('contoso-prod', below)))) as Page;

    expect(page.value).toHaveLength(count);
    expect(page.count).toBe(count);
    for (const each of page.value)
      expect(each.id.toLowerCase()).toContain(`${below}/${each.name}`.toLowerCase());
  });

  it('counts all of it on a page of one', async () => {
    const page = (await json(
      await pretendArm().send('GET', svc('contoso-prod', '/apis?$top=1')),
    )) as Page;

    expect(page).toMatchObject({ value: [{ name: 'orders' }], count: 5 });
  });

  it('comes in pages that link on', async () => {
    const arm = pretendArm({ pageSize: 2 });
    const names: string[] = [];
    for (
      let next: string | undefined = svc('contoso-prod', '/apis?$skip=1');
      next !== undefined;
    ) {
      const page = (await json(await arm.send('GET', next))) as Page;
      names.push(...page.value.map((each) => each.name));
      next = page.nextLink;
    }

    expect(names).toEqual(['catalog', 'payments', 'shipping', 'customers']);
  });

  it.each([
    ["name eq 'orders'", ['orders']],
    ["contains(properties/displayName, 'ment')", ['payments']],
    ["startswith(name,'c') and name ne 'catalog'", ['customers']],
  ])('is filtered by %s', async (filter, expected) => {
    const path = svc('contoso-prod', `/apis?$filter=${encodeURIComponent(filter)}`);

    const page = (await json(await pretendArm().send('GET', path))) as Page;

    expect(page.value.map((each) => each.name)).toEqual(expected);
  });

  it.each([
    ['$top=none', 'InvalidParameters'],
    ['$skip=-1', 'InvalidParameters'],
    ['$filter=path gt 3', 'ValidationError'],
  ])('refuses %s', async (query, code) => {
    const answer = await pretendArm().send('GET', svc('contoso-prod', `/apis?${query}`));

    expect(await azureError(answer)).toMatchObject({ status: 400, code });
  });

  it('that does not exist is not found', async () => {
    const arm = pretendArm();

    const unknown = await arm.send('GET', svc('contoso-prod', '/gadgets'));
    const below = await arm.send('GET', svc('contoso-prod', '/apis/nope/operations'));

    expect([unknown.status, below.status]).toEqual([404, 404]);
  });
});

describe('an entity', () => {
  it('is read with its etag, whatever the case of its path', async () => {
    const answer = await pretendArm().send(
      'GET',
      svc('contoso-prod', '/APIS/Orders/OPERATIONS/list-orders'),
    );

    expect(answer.headers.get('etag')).toMatch(/^".+"$/);
    expect(await json(answer)).toMatchObject({
      type: 'Microsoft.ApiManagement/service/apis/operations',
      name: 'list-orders',
      properties: { method: 'GET', urlTemplate: '/' },
    });
  });

  it('is written, changes its etag, and goes', async () => {
    const arm = pretendArm();
    const path = svc('contoso-dev', '/backends/new');
    const body = (url: string): { body: unknown } => ({ body: { properties: { url } } });

    const created = await arm.send('PUT', path, body('https://one.test'));
    const changed = await arm.send('PUT', path, body('https://two.test'));
    const stale = await arm.send('PUT', path, {
      ...body('https://three.test'),
      headers: { 'If-Match': created.headers.get('etag') ?? '' },
    });
    const removed = await arm.send('DELETE', path, { headers: { 'If-Match': '*' } });
    const gone = await arm.send('GET', path);

    expect([created, changed, stale, removed, gone].map((each) => each.status)).toEqual([
      201, 200, 412, 200, 404,
    ]);
    expect(changed.headers.get('etag')).not.toBe(created.headers.get('etag'));
  });

  it('keeps its secret until it is asked for by name', async () => {
    const arm = pretendArm();

    const shown = await (
      await arm.send('GET', svc('contoso-prod', '/namedValues/backend-key'))
    ).text();
    const value = await json(
      await arm.send('POST', svc('contoso-prod', '/namedValues/backend-key/listValue')),
    );
    const keys = await json(
      await arm.send('POST', svc('contoso-prod', '/subscriptions/sub-1/listSecrets')),
    );

    expect(shown).not.toContain('pretend-backend-key');
    expect(value).toEqual({ value: 'pretend-backend-key-of-contoso-prod' });
    expect(Object.keys(keys)).toEqual(['primaryKey', 'secondaryKey']);
  });

  it('keeps the secret from who may only read', async () => {
    const arm = pretendArm();
    const as = 'vera@contoso.com';

    const read = await arm.send('GET', svc('contoso-prod', '/namedValues/backend-key'), { as });
    const reveal = await arm.send(
      'POST',
      svc('contoso-prod', '/namedValues/backend-key/listValue'),
      { as },
    );
    const write = await arm.send('PUT', svc('contoso-prod', '/tags/new'), {
      as,
      body: { properties: {} },
    });

    expect(read.status).toBe(200);
    const refused = await azureError(reveal);
    expect(refused).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
    expect(refused.message).toContain("contoso-prod/namedValues/backend-key'");
    expect(write.status).toBe(403);
  });
});
