import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Trusting, trusting } from '../trusting.ts';

const subscriptions = '/subscriptions?api-version=2022-12-01';
let sandbox: Sandbox;
let client: Trusting;

beforeAll(async () => {
  sandbox = await startSandbox();
  client = trusting(sandbox);
});

beforeEach(() => sandbox.control.clearRequests());

afterAll(async () => {
  await client.close();
  await sandbox.close();
});

async function control(method: string, path: string, body?: unknown) {
  const answer = await client.send(`/_sandbox${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('the control endpoint', () => {
  it('tells where everything is and what time it is', async () => {
    const { status, body } = await control('GET', '/state');

    expect(status).toBe(200);
    expect(body).toMatchObject({
      origin: sandbox.origin,
      blobEndpoint: sandbox.blobEndpoint,
      caFile: sandbox.caFile,
      clock: { rate: 1 },
      options: { backupSeconds: 30 },
    });
  });

  it('moves the clock that answers are dated with', async () => {
    const before = sandbox.clock.now();

    await control('POST', '/clock/advance', { days: 2, hours: 1 });
    const answer = await client.send(subscriptions);

    const date = Date.parse(answer.headers.get('date') ?? '');
    expect(date - before).toBeGreaterThan(49 * 3_600_000 - 2000);
    expect(date - before).toBeLessThan(49 * 3_600_000 + 60_000);
  });

  it('changes options while running, only those that can change', async () => {
    const changed = await control('POST', '/options', {
      backupSeconds: 3,
      busyDuringOperations: false,
    });
    const refused = await control('POST', '/options', { seed: 'other' });

    expect(changed.body).toMatchObject({
      options: { backupSeconds: 3, busyDuringOperations: false },
    });
    expect(refused.status).toBe(400);
  });

  it.each([
    ['POST', '/clock/advance', { days: -1 }],
    ['POST', '/clock/advance', 'not json'],
    ['POST', '/clock/rate', { rate: 0 }],
    ['POST', '/faults', { play: { kind: 'magic' } }],
    ['DELETE', '/faults/none', undefined],
    ['POST', '/entra/revoke', { principal: 'nobody@contoso.com' }],
    ['POST', '/entra/devices', { userCode: 'NONE', user: 'ana@contoso.com' }],
    ['PUT', '/entra/credentials', { principal: 'ana@contoso.com', secrets: [] }],
    ['PUT', '/identity/machine', { systemAssigned: 'nobody', userAssigned: [] }],
  ])('refuses %s %s with %j and says why', async (method, path, body) => {
    const refused = await control(method, path, body);

    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ error: { code: 'InvalidControlRequest' } });
  });

  it('does not know other paths', async () => {
    expect((await control('GET', '/nothing')).status).toBe(404);
  });
});

describe('the journal', () => {
  it('lists each request with its client request id and status, and not the controls', async () => {
    await client.send(subscriptions, { headers: { 'x-ms-client-request-id': 'id-1' } });
    await control('GET', '/state');

    expect(await sandbox.control.requests()).toMatchObject([
      {
        front: 'main',
        method: 'GET',
        path: subscriptions,
        clientRequestId: 'id-1',
        authorized: false,
        status: 401,
        fault: null,
      },
    ]);
  });

  it('says that a token came, and never which', async () => {
    const { token } = await sandbox.control.token({
      principal: 'ana@contoso.com',
      audience: 'https://management.azure.com',
    });

    await client.send(subscriptions, { headers: { authorization: `Bearer ${token}` } });

    const requests = await sandbox.control.requests();
    expect(requests).toMatchObject([{ authorized: true, status: 200 }]);
    expect(JSON.stringify(requests)).not.toContain(token);
  });

  it('masks signatures and codes in query strings', async () => {
    const url = sandbox.blobEndpoint.replace('{account}', 'stcontosodr');

    await client.send(`${url}/apim-backups/x?sv=2023-11-03&sig=top%2Fsecret&se=2030`);

    const [request] = await sandbox.control.requests();
    expect(request?.path).toBe('/stcontosodr/apim-backups/x?sv=2023-11-03&sig=***&se=2030');
  });

  it('keeps no status for an exchange that was cut', async () => {
    await sandbox.control.addFault({ play: { kind: 'reset', when: 'after' } });

    await client.send(subscriptions).catch(() => undefined);

    expect(await sandbox.control.requests()).toMatchObject([{ status: null, fault: 'reset' }]);
  });

  it('starts anew when it is cleared', async () => {
    await client.send(subscriptions);
    await sandbox.control.clearRequests();

    expect(await sandbox.control.requests()).toEqual([]);
  });
});
