import { describe, expect, it } from 'vitest';
import { subscriptionId } from '../../../packages/sandbox/src/world/seed-ids.ts';
import { azureError, json, origin, pretendArm, start, svc } from './pretend-arm.ts';

describe('every answer', () => {
  it.each([
    ['a service', svc('contoso-prod')],
    ['a service nobody has', svc('contoso-nope')],
    ['a path nobody has', '/nothing/here?api-version=2020-01-01'],
  ])('carries ids, the time of the sandbox and what is left: %s', async (_, path) => {
    const arm = pretendArm();
    arm.clock.advance(86_400_000);

    const { headers } = await arm.send('GET', path, {
      headers: { 'x-ms-client-request-id': 'my-own-id' },
    });

    expect(headers.get('x-ms-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-ms-correlation-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-ms-routing-request-id')).toMatch(/^WESTEUROPE:20261124T090000Z:/);
    expect(headers.get('x-ms-client-request-id')).toBe('my-own-id');
    expect(headers.get('date')).toBe(new Date(start + 86_400_000).toUTCString());
  });

  it('counts down what is left of the subscription, reads and writes apart', async () => {
    const arm = pretendArm();

    const first = await arm.send('GET', svc('contoso-prod'));
    const second = await arm.send('GET', svc('contoso-prod'));
    const write = await arm.send('POST', svc('contoso-prod', '/namedValues/backend-key/listValue'));

    const reads = 'x-ms-ratelimit-remaining-subscription-reads';
    expect([first.headers.get(reads), second.headers.get(reads)]).toEqual(['249', '248']);
    expect(write.headers.get('x-ms-ratelimit-remaining-subscription-writes')).toBe('199');
  });

  it('becomes 429 with Retry-After when throttling is on and the bucket is empty, and refills', async () => {
    const arm = pretendArm({ throttle: true });
    for (let count = 0; count < 250; count += 1) await arm.send('GET', svc('contoso-prod'));

    const refused = await arm.send('GET', svc('contoso-prod'));
    arm.clock.advance(1000);
    const later = await arm.send('GET', svc('contoso-prod'));

    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await azureError(refused)).toMatchObject({
      status: 429,
      code: 'SubscriptionRequestsThrottled',
    });
    expect(later.status).toBe(200);
  });
});

describe('a path', () => {
  it('matches whatever the case and with doubled slashes', async () => {
    const arm = pretendArm();
    const path = svc('contoso-prod');
    const query = path.indexOf('?');

    const upper = await arm.send(
      'GET',
      `${path.slice(0, query).toUpperCase()}${path.slice(query)}`,
    );
    const doubled = await arm.send('GET', path.replace('/service/', '//service//'));

    expect(await json(upper)).toMatchObject({ name: 'contoso-prod' });
    expect(await json(doubled)).toMatchObject({ name: 'contoso-prod' });
  });

  it.each([
    ['SubscriptionNotFound', svc('contoso-prod').replace('5b5c0000', 'ffff0000')],
    ['ResourceGroupNotFound', svc('contoso-prod').replace('rg-prod', 'rg-nope')],
    ['ResourceNotFound', svc('contoso-nope')],
  ])('that leads nowhere is a 404 of the gateway: %s', async (code, path) => {
    const arm = pretendArm();

    const answer = await arm.send('GET', path);

    expect(answer.headers.get('x-ms-failure-cause')).toBe('gateway');
    expect(await azureError(answer)).toMatchObject({ status: 404, code });
  });

  it.each([
    ['MissingApiVersionParameter', ''],
    ['InvalidApiVersionParameter', '?api-version=yesterday'],
    ['NoRegisteredProviderFound', '?api-version=2020-12-01'],
  ])('needs a version that is served: %s', async (code, query) => {
    const arm = pretendArm();

    const answer = await arm.send('GET', `${svc('contoso-prod').split('?')[0]}${query}`);

    expect(await azureError(answer)).toMatchObject({ status: 400, code });
  });
});

describe('a version', () => {
  it.each([
    `/subscriptions/${subscriptionId(1)}/providers/Microsoft.ApiManagement?api-version=2021-04-01`,
    `${svc('contoso-prod').split('?')[0]}/providers/Microsoft.Authorization/locks?api-version=2016-09-01`,
  ])('is judged by the provider that is asked: %s', async (path) => {
    expect((await pretendArm().send('GET', path)).status).toBe(200);
  });
});

describe('sign-in', () => {
  it('is asked for with the authority of the subscription’s tenant', async () => {
    const arm = pretendArm();

    const answer = await arm.send('GET', svc('contoso-prod'), { as: 'stranger' });

    expect(answer.headers.get('www-authenticate')).toContain(
      `authorization_uri="${origin}/7e4a0000-0000-4000-8000-000000000001"`,
    );
    expect(await azureError(answer)).toMatchObject({
      status: 401,
      code: 'InvalidAuthenticationToken',
    });
  });

  it('is challenged with claims that decode to what was asked', async () => {
    const arm = pretendArm();

    const answer = await arm.send('GET', svc('contoso-prod'), { as: 'challenged' });

    const header = answer.headers.get('www-authenticate') ?? '';
    const [, claims = ''] = /error="insufficient_claims", claims="([^"]+)"/.exec(header) ?? [];
    expect(answer.status).toBe(401);
    expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toEqual({
      access_token: { nbf: { essential: true } },
    });
  });

  it('of another tenant is turned away with that tenant’s name', async () => {
    const arm = pretendArm();

    const answer = await arm.send('GET', svc('fabrikam-apim'));
    const own = await arm.send('GET', svc('fabrikam-apim'), { as: 'finn@fabrikam.com' });

    expect(await azureError(answer)).toMatchObject({
      status: 401,
      code: 'InvalidAuthenticationTokenTenant',
    });
    expect(own.status).toBe(200);
  });

  it('is not needed to read what the cloud is', async () => {
    const arm = pretendArm();

    const answer = await arm.send('GET', '/metadata/endpoints?api-version=2022-09-01', {
      as: 'stranger',
    });

    expect(await json(answer)).toMatchObject({ authentication: { loginEndpoint: origin } });
  });
});
