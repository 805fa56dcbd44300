import { describe, expect, it } from 'vitest';
import { azureError, identityBody, json, pretendArm, runToEnd, svc } from './pretend-arm.ts';

const post = { body: identityBody() };

describe('the shape of an answer', () => {
  it('names a status to poll when it is azure-async-operation', async () => {
    const arm = pretendArm({ shape: 'azure-async-operation' });

    const accepted = await arm.send('POST', svc('contoso-prod', '/backup'), post);
    const status = accepted.headers.get('azure-asyncoperation') ?? '';
    arm.clock.advance(arm.options.backupMs / 2);
    const running = await json(await arm.send('GET', status));
    arm.clock.advance(arm.options.backupMs);
    const ended = await json(await arm.send('GET', status));
    const result = await arm.send('GET', accepted.headers.get('location') ?? '');

    expect(status).toContain('/locations/westeurope/operationStatuses/');
    expect(running).toMatchObject({ status: 'InProgress', percentComplete: 50 });
    expect(ended).toMatchObject({ status: 'Succeeded', percentComplete: 100 });
    expect(await json(result)).toMatchObject({ name: 'contoso-prod' });
  });

  it('carries the error in the status body', async () => {
    const arm = pretendArm({ shape: 'azure-async-operation' });

    const accepted = await arm.send('POST', svc('contoso-basic', '/backup'), post);
    arm.clock.advance(arm.options.backupMs);
    const status = await arm.send('GET', accepted.headers.get('azure-asyncoperation') ?? '');

    expect(status.status).toBe(200);
    expect(await json(status)).toMatchObject({ status: 'Failed', error: { code: 'BackupFailed' } });
  });

  it('ends in 200 with a failed resource when it is provisioning-state', async () => {
    const arm = pretendArm({ shape: 'provisioning-state' });

    const failed = await runToEnd(arm, 'backup', 'contoso-basic');
    const service = await json(await arm.send('GET', svc('contoso-basic')));

    expect(failed.status).toBe(200);
    expect(await json(failed)).toMatchObject({ properties: { provisioningState: 'Failed' } });
    expect(service).toMatchObject({ properties: { provisioningState: 'Failed' } });
  });

  it('answers the POST with the busy service when it is resource', async () => {
    const arm = pretendArm({ shape: 'resource', busyDuringOperations: false });

    const answer = await arm.send('POST', svc('contoso-prod', '/backup'), post);
    arm.clock.advance(arm.options.backupMs);
    const after = await json(await arm.send('GET', svc('contoso-prod')));

    expect(answer.status).toBe(200);
    expect(answer.headers.get('location')).toBeNull();
    expect(await json(answer)).toMatchObject({ properties: { provisioningState: 'Updating' } });
    expect(after).toMatchObject({ properties: { provisioningState: 'Succeeded' } });
  });
});

describe('a running operation', () => {
  it.each([
    [true, 'Updating'],
    [false, 'Succeeded'],
  ])('with busyDuringOperations %s shows %s', async (busyDuringOperations, state) => {
    const arm = pretendArm({ busyDuringOperations });

    await arm.send('POST', svc('contoso-prod', '/backup'), post);
    const service = await json(await arm.send('GET', svc('contoso-prod')));

    expect(service).toMatchObject({ properties: { provisioningState: state } });
  });

  it('leaves Retry-After out when told to', async () => {
    const arm = pretendArm({ retryAfterSeconds: null });

    const accepted = await arm.send('POST', svc('contoso-prod', '/backup'), post);
    const running = await arm.send('GET', accepted.headers.get('location') ?? '');

    expect(accepted.headers.has('retry-after')).toBe(false);
    expect(running.headers.has('retry-after')).toBe(false);
  });

  it('forgets all but the two newest ids when ids rotate', async () => {
    const arm = pretendArm({ rotateOperationIds: true });
    const accepted = await arm.send('POST', svc('contoso-prod', '/backup'), post);
    const first = accepted.headers.get('location') ?? '';

    const second = (await arm.send('GET', first)).headers.get('location') ?? '';
    const third = (await arm.send('GET', second)).headers.get('location') ?? '';

    expect(new Set([first, second, third]).size).toBe(3);
    expect((await arm.send('GET', first)).status).toBe(404);
    expect((await arm.send('GET', third)).status).toBe(202);
  });

  it('keeps its result readable for its life and is then unknown', async () => {
    const arm = pretendArm({ resultLifeMs: 3_600_000 });
    const accepted = await arm.send('POST', svc('contoso-prod', '/backup'), post);
    const location = accepted.headers.get('location') ?? '';

    arm.clock.advance(arm.options.backupMs);
    const statuses = [await arm.send('GET', location), await arm.send('GET', location)];
    arm.clock.advance(3_600_001);
    const late = await arm.send('GET', location);

    expect(statuses.map((each) => each.status)).toEqual([200, 200]);
    expect(await azureError(late)).toMatchObject({ status: 404, code: 'ResourceNotFound' });
  });

  it('is not found below another service', async () => {
    const arm = pretendArm();
    const accepted = await arm.send('POST', svc('contoso-prod', '/backup'), post);
    const id = accepted.headers.get('location')?.split('/').at(-1)?.split('?')[0];

    const answer = await arm.send('GET', svc('contoso-dr', `/operationresults/${id}`));

    expect(answer.status).toBe(404);
  });
});

describe('a scripted failure', () => {
  const script = (
    arm: ReturnType<typeof pretendArm>,
    body: unknown,
  ): Promise<Response> | Response =>
    arm.world.control.request('/services/contoso-prod/failures', {
      method: 'POST',
      body: JSON.stringify(body),
    });

  it('refuses the next POST and no later one', async () => {
    const arm = pretendArm();
    await script(arm, {
      at: 'post',
      status: 422,
      code: 'ManagementApiRequestFailed',
      message: 'Busy.',
    });

    const first = await arm.send('POST', svc('contoso-prod', '/backup'), post);
    const second = await arm.send('POST', svc('contoso-prod', '/backup'), post);

    expect(await azureError(first)).toEqual({
      status: 422,
      code: 'ManagementApiRequestFailed',
      message: 'Busy.',
    });
    expect(second.status).toBe(202);
  });

  it('fails the operation while it runs and leaves the state it names', async () => {
    const arm = pretendArm();
    await script(arm, { kind: 'Restore', code: 'RestoreFailed', leaveState: 'Failed' });
    await runToEnd(arm, 'backup', 'contoso-prod');

    const failed = await runToEnd(arm, 'restore', 'contoso-prod');
    const service = await json(await arm.send('GET', svc('contoso-prod')));

    expect(await azureError(failed)).toMatchObject({ status: 400, code: 'RestoreFailed' });
    expect(service).toMatchObject({ properties: { provisioningState: 'Failed' } });
  });
});

describe('a backup of api-version 2014-02-14', () => {
  it('runs with the four fields of old', async () => {
    const arm = pretendArm();
    const accessKey = arm.world.storageAccounts()[0]?.keys[0];
    const body = {
      storageAccount: 'stcontosodr',
      accessKey,
      containerName: 'apim-backups',
      backupName: 'old',
    };

    const accepted = await arm.send('POST', svc('contoso-dev', '/backup', '2014-02-14'), { body });
    arm.clock.advance(arm.options.backupMs);
    const done = await arm.send('GET', accepted.headers.get('location') ?? '');

    expect(accepted.headers.get('location')).toMatch(/api-version=2014-02-14$/);
    expect(done.status).toBe(200);
  });

  it('is refused by a cloud that retired it', async () => {
    const arm = pretendArm({ acceptLegacyVersion: false });

    const refused = await arm.send('GET', svc('contoso-dev', '', '2014-02-14'));

    expect(await azureError(refused)).toMatchObject({
      status: 400,
      code: 'NoRegisteredProviderFound',
    });
  });
});

describe('an operation in hand', () => {
  it('keeps no storage key once it has ended', async () => {
    const arm = pretendArm();
    const accessKey = arm.world.storageAccounts()[0]?.keys[0] ?? '';
    await runToEnd(
      arm,
      'backup',
      'contoso-dev',
      identityBody({ accessType: 'AccessKey', accessKey }),
    );

    expect(JSON.stringify([arm.world.state.operations, arm.world.state.events])).not.toContain(
      accessKey,
    );
  });

  it('writes its blob once, however many ask at the same time', async () => {
    const arm = pretendArm();
    const accepted = await arm.send('POST', svc('contoso-prod', '/backup'), post);
    const writes: string[] = [];
    const write = arm.vault.write;
    arm.vault.write = async (...given) => {
      writes.push(given[2]);
      await write(...given);
    };
    arm.clock.advance(arm.options.backupMs);

    const location = accepted.headers.get('location') ?? '';
    const answers = await Promise.all(Array.from({ length: 10 }, () => arm.send('GET', location)));

    expect(answers.map((each) => each.status)).toEqual(Array(10).fill(200));
    expect(writes).toEqual(['one.apimbackup']);
  });

  it('fails when the storage breaks, and the next one works', async () => {
    const arm = pretendArm();
    const { write } = arm.vault;
    arm.vault.write = () => Promise.reject(new Error('the disk is full'));
    const failed = await runToEnd(arm, 'backup', 'contoso-prod');
    arm.vault.write = write;

    const done = await runToEnd(arm, 'backup', 'contoso-prod');

    expect(await azureError(failed)).toMatchObject({ status: 500, code: 'InternalServerError' });
    expect(done.status).toBe(200);
  });
});
