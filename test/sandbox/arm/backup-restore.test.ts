import { describe, expect, it } from 'vitest';
import {
  azureError,
  identityBody,
  json,
  origin,
  pretendArm,
  runToEnd,
  svc,
} from './pretend-arm.ts';

describe('a backup', () => {
  it('is accepted with an empty 202 whose Location has a doubled slash', async () => {
    const arm = pretendArm();

    const answer = await arm.send('POST', svc('contoso-prod', '/backup'), { body: identityBody() });

    expect(answer.status).toBe(202);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('retry-after')).toBe('60');
    const location = answer.headers.get('location') ?? '';
    expect(location.startsWith(`${origin}/subscriptions/`)).toBe(true);
    expect(location).toMatch(
      /\/service\/contoso-prod\/\/operationresults\/[^/?]+\?api-version=2024-05-01$/,
    );
    const id = decodeURIComponent(location.split('/').at(-1)?.split('?')[0] ?? '');
    expect(Buffer.from(id, 'base64').toString()).toMatch(/^contoso-prod_Backup_[0-9a-f]{8}$/);
  });

  it('answers 202 with a new Location while it runs and 200 with the service at its end', async () => {
    const arm = pretendArm();
    const accepted = await arm.send('POST', svc('contoso-prod', '/backup'), {
      body: identityBody(),
    });

    arm.clock.advance(60_000);
    const running = await arm.send('GET', accepted.headers.get('location') ?? '');
    const next = running.headers.get('location') ?? '';
    arm.clock.advance(arm.options.backupMs);
    const done = await arm.send('GET', next);

    expect(running.status).toBe(202);
    expect(await running.text()).toBe('');
    expect(next).toMatch(/contoso-prod\/operationresults\//);
    expect(done.status).toBe(200);
    expect(done.headers.get('location')).toBeNull();
    expect(await json(done)).toMatchObject({
      name: 'contoso-prod',
      sku: { name: 'Premium' },
      properties: { provisioningState: 'Succeeded', targetProvisioningState: '' },
    });
  });

  it('writes its blob at the end and not before', async () => {
    const arm = pretendArm();
    await arm.send('POST', svc('contoso-prod', '/backup'), { body: identityBody() });

    arm.clock.advance(arm.options.backupMs - 1);
    await arm.world.settle();
    const before = arm.vault.blobs.size;
    arm.clock.advance(1);
    await arm.world.settle();

    expect(before).toBe(0);
    expect([...arm.vault.blobs.keys()]).toEqual(['stcontosodr/apim-backups/one.apimbackup']);
  });

  it('holds the configuration with its secrets, and not what Azure leaves out', async () => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-prod');

    const [bytes] = arm.vault.blobs.values();
    const text = new TextDecoder().decode(bytes);

    expect(JSON.parse(text)).toMatchObject({
      tier: 'Premium',
      createdAt: '2026-11-23T09:00:00.000Z',
      source: svc('contoso-prod').split('?')[0],
    });
    expect(text).toContain('pretend-backend-key-of-contoso-prod');
    for (const left of [
      'contentItems',
      'portalRevisions',
      'azuremonitor',
      'api.contoso.com',
      'Tls10',
    ]) {
      expect(text).not.toContain(left);
    }
  });

  it('fails without its container when a cloud makes none', async () => {
    const arm = pretendArm({ createMissingContainer: false });

    const failed = await runToEnd(
      arm,
      'backup',
      'contoso-prod',
      identityBody({ containerName: 'brand-new' }),
    );

    expect(await azureError(failed)).toMatchObject({ status: 400, code: 'BackupFailed' });
  });

  it('overwrites a blob of the same name, unless the container is immutable', async () => {
    const arm = pretendArm();
    const statuses = [(await runToEnd(arm, 'backup', 'contoso-prod')).status];
    statuses.push((await runToEnd(arm, 'backup', 'contoso-prod')).status);
    const container = arm.world.state.accounts[0]?.containers[0];
    if (container !== undefined) container.immutableDays = 7;

    const failed = await runToEnd(arm, 'backup', 'contoso-prod');

    expect(statuses).toEqual([200, 200]);
    expect((await azureError(failed)).message).toContain('BlobImmutableDueToPolicy');
  });

  it('keeps a second operation out with ServiceLocked, word for word', async () => {
    const arm = pretendArm();
    await arm.send('POST', svc('contoso-prod', '/backup'), { body: identityBody() });

    const second = await arm.send('POST', svc('contoso-prod', '/restore'), {
      body: identityBody(),
    });

    expect(second.status).toBe(409);
    expect(await second.text()).toBe(
      '{"error":{"code":"ServiceLocked","message":"The API Service contoso-prod is transitioning at this time. Please try the request again later.","details":null,"innerError":null}}',
    );
  });
});

describe('a restore', () => {
  it('replaces the configuration of the target and keeps its own address and identity', async () => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-prod');
    const before = await json(await arm.send('GET', svc('contoso-dr')));

    const done = await runToEnd(arm, 'restore', 'contoso-dr');

    expect(done.status).toBe(200);
    const after = await json(done);
    expect(after.identity).toEqual(before.identity);
    expect(after.properties).toEqual(before.properties);
    expect(after.etag).not.toBe(before.etag);
    const dr = arm.world.state.services.find((each) => each.name === 'contoso-dr');
    expect(dr?.configuration.apis?.map((api) => api.name)).toEqual([
      'orders',
      'catalog',
      'payments',
      'shipping',
      'customers',
    ]);
    expect(JSON.stringify(dr?.configuration.contentTypes)).toContain('contoso-dr');
  });

  it('fails with the words of Azure when the tiers differ', async () => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-dev');

    const failed = await runToEnd(arm, 'restore', 'contoso-v2');

    expect(await azureError(failed)).toEqual({
      status: 400,
      code: 'RestoreFailed',
      message: "Cannot restore: current SKU is 'StandardV2', backup SKU is 'Developer'",
    });
  });

  it('fails when its blob was deleted', async () => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-prod');
    arm.vault.blobs.clear();

    const failed = await runToEnd(arm, 'restore', 'contoso-dr');

    expect(await azureError(failed)).toMatchObject({ status: 400, code: 'RestoreFailed' });
  });
});
