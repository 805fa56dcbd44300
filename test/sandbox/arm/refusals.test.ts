import { describe, expect, it } from 'vitest';
import { personNumbers } from '../../../packages/sandbox/src/world/people.ts';
import { roleIds } from '../../../packages/sandbox/src/world/roles.ts';
import { clientId, objectId } from '../../../packages/sandbox/src/world/seed-ids.ts';
import {
  azureError,
  identityBody,
  type PretendArm,
  pretendArm,
  runToEnd,
  svc,
} from './pretend-arm.ts';

const firewalled = { storageAccount: 'stcontosowe' };
const dayMs = 86_400_000;

function keyBody(arm: PretendArm, account: string): Record<string, unknown> {
  const key = arm.world.storageAccounts().find((each) => each.account === account)?.keys[0];
  return identityBody({ storageAccount: account, accessType: 'AccessKey', accessKey: key });
}

function userBody(number: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return identityBody({
    accessType: 'UserAssignedManagedIdentity',
    clientId: clientId(number),
    ...more,
  });
}

function account(arm: PretendArm, name: string): PretendArm['world']['state']['accounts'][number] {
  const found = arm.world.state.accounts.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no account ${name}`);
  return found;
}

describe('storage that the control plane gets into', () => {
  const cases: [string, string, (arm: PretendArm) => Record<string, unknown>][] = [
    ['a key of an open account', 'contoso-std', (arm) => keyBody(arm, 'stcontosodr')],
    [
      'the second key',
      'contoso-std',
      (arm) => ({ ...keyBody(arm, 'stcontosodr'), accessKey: account(arm, 'stcontosodr').keys[1] }),
    ],
    ['the own identity with its role', 'contoso-prod', () => identityBody()],
    [
      'the own identity behind a firewall with trusted services',
      'contoso-prod',
      () => identityBody(firewalled),
    ],
    [
      'an attached identity of an open account',
      'contoso-eu',
      () => userBody(personNumbers.euUserIdentity),
    ],
    ['an account of another subscription', 'contoso-dev', () => identityBody()],
    [
      'a key behind a firewall, from another region, with the control plane allowed',
      'contoso-prod',
      (arm) => {
        account(arm, 'stcontosoclosed').networkAcls.ipRules.push('198.51.100.10');
        return keyBody(arm, 'stcontosoclosed');
      },
    ],
    [
      'trusted services with public access switched off',
      'contoso-prod',
      (arm) => {
        account(arm, 'stcontosowe').publicNetworkAccess = 'Disabled';
        return identityBody(firewalled);
      },
    ],
    [
      'a container that does not exist yet',
      'contoso-prod',
      () => identityBody({ containerName: 'brand-new' }),
    ],
  ];

  it.each(cases)('takes a backup with %s', async (_, service, body) => {
    const arm = pretendArm();

    const done = await runToEnd(arm, 'backup', service, body(arm));

    expect(done.status).toBe(200);
    expect(arm.vault.blobs.size).toBe(1);
  });
});

describe('storage that refuses', () => {
  const cases: [string, string, string, (arm: PretendArm) => Record<string, unknown>][] = [
    [
      'an account that does not exist',
      'contoso-prod',
      'ResourceNotFound',
      () => identityBody({ storageAccount: 'nosuchaccount' }),
    ],
    [
      'a key that is not the account’s',
      'contoso-std',
      'AuthenticationFailed',
      (arm) => ({ ...keyBody(arm, 'stcontosodr'), accessKey: 'bm90LXRoZS1rZXk=' }),
    ],
    [
      'an account without shared keys',
      'contoso-std',
      'KeyBasedAuthenticationNotPermitted',
      (arm) => keyBody(arm, 'stcontosonokey'),
    ],
    [
      'CORS on the blob service',
      'contoso-prod',
      'InvalidStorageAccount',
      () => identityBody({ storageAccount: 'stcontosocors' }),
    ],
    [
      'a key behind a firewall in the same region',
      'contoso-prod',
      'AuthorizationFailure',
      (arm) => {
        account(arm, 'stcontosowe').networkAcls.ipRules.push('198.51.100.10');
        return keyBody(arm, 'stcontosowe');
      },
    ],
    [
      'a key behind a firewall without the control plane’s address',
      'contoso-prod',
      'AuthorizationFailure',
      (arm) => keyBody(arm, 'stcontosoclosed'),
    ],
    [
      'an own identity where trusted services are shut out',
      'contoso-prod',
      'AuthorizationFailure',
      () => identityBody({ storageAccount: 'stcontosoclosed' }),
    ],
    [
      'an attached identity behind trusted services',
      'contoso-pay',
      'AuthorizationFailure',
      () => userBody(personNumbers.payUserIdentity, firewalled),
    ],
    [
      'a service without an identity',
      'contoso-std',
      'ManagedIdentityNotFound',
      () => identityBody(),
    ],
    [
      'an identity that is not attached',
      'contoso-eu',
      'ManagedIdentityNotFound',
      () => userBody(personNumbers.payUserIdentity),
    ],
    [
      'an identity without a role',
      'contoso-basic',
      'AuthorizationPermissionMismatch',
      () => identityBody(),
    ],
    [
      'an identity of another tenant’s account',
      'contoso-prod',
      'AuthorizationPermissionMismatch',
      (arm) => {
        arm.world.state.assignments.push({
          id: 'foreign',
          principalId: objectId(personNumbers.prodIdentity),
          roleId: roleIds.blobContributor,
          scope: '/',
          createdAt: 0,
        });
        return identityBody({ storageAccount: 'stfabrikam' });
      },
    ],
  ];

  it.each(cases)('fails a backup for %s', async (_, service, code, body) => {
    const arm = pretendArm();

    const failed = await runToEnd(arm, 'backup', service, body(arm));

    const error = await azureError(failed);
    expect(error).toMatchObject({ status: 400, code: 'BackupFailed' });
    expect(error.message).toContain(code);
    expect(arm.vault.blobs.size).toBe(0);
  });

  it('shows the failure after a while, long before the full duration', async () => {
    const arm = pretendArm();
    const accepted = await arm.send('POST', svc('contoso-basic', '/backup'), {
      body: identityBody(),
    });
    const location = accepted.headers.get('location') ?? '';

    const early = await arm.send('GET', location);
    arm.clock.advance(arm.options.refusalMs);
    const late = await arm.send('GET', location);

    expect(accepted.status).toBe(202);
    expect(early.status).toBe(202);
    expect(late.status).toBe(400);
  });
});

describe('a POST that is refused at once', () => {
  const cases: [string, number, string, string, unknown][] = [
    [
      'a v2 tier',
      400,
      'MethodNotAllowedInPricingTier',
      svc('contoso-v2', '/backup'),
      identityBody(),
    ],
    [
      'Consumption',
      400,
      'MethodNotAllowedInPricingTier',
      svc('contoso-serverless', '/restore'),
      identityBody(),
    ],
    ['workspaces', 400, 'BackupFailed', svc('contoso-workspaces', '/backup'), identityBody()],
    ['no body', 400, 'InvalidRequestContent', svc('contoso-prod', '/backup'), undefined],
    [
      'no account',
      400,
      'InvalidParameters',
      svc('contoso-prod', '/backup'),
      identityBody({ storageAccount: undefined }),
    ],
    [
      'a URL instead of an account',
      400,
      'InvalidParameters',
      svc('contoso-prod', '/backup'),
      identityBody({ storageAccount: 'https://a.blob' }),
    ],
    [
      'no key',
      400,
      'InvalidParameters',
      svc('contoso-prod', '/backup'),
      identityBody({ accessType: undefined }),
    ],
    [
      'no client id',
      400,
      'InvalidParameters',
      svc('contoso-prod', '/backup'),
      identityBody({ accessType: 'UserAssignedManagedIdentity' }),
    ],
    [
      'an access nobody knows',
      400,
      'InvalidParameters',
      svc('contoso-prod', '/backup'),
      identityBody({ accessType: 'Magic' }),
    ],
    [
      'an identity in 2014',
      400,
      'InvalidParameters',
      svc('contoso-prod', '/backup', '2014-02-14'),
      identityBody(),
    ],
    [
      'a retired version',
      400,
      'NoRegisteredProviderFound',
      svc('contoso-prod', '/backup', '2019-01-01'),
      identityBody(),
    ],
    [
      'a service nobody has',
      404,
      'ResourceNotFound',
      svc('contoso-nope', '/backup'),
      identityBody(),
    ],
  ];

  it.each(cases)('answers %s', async (_, status, code, path, body) => {
    const arm = pretendArm();

    const refused = await arm.send('POST', path, { body });

    expect(await azureError(refused)).toMatchObject({ status, code });
    expect(arm.world.state.operations).toEqual([]);
  });

  it('names object id, action and scope when the caller lacks the right', async () => {
    const arm = pretendArm();

    const refused = await arm.send('POST', svc('contoso-prod', '/restore'), {
      as: 'lifeboat-backup',
      body: identityBody(),
    });

    expect(await azureError(refused)).toEqual({
      status: 403,
      code: 'AuthorizationFailed',
      message:
        "The client 'c11e0000-0000-4000-8000-000000000011' with object id '0b1d0000-0000-4000-8000-000000000011' does not have authorization to perform action 'Microsoft.ApiManagement/service/restore/action' over scope '/subscriptions/5b5c0000-0000-4000-8000-000000000001/resourceGroups/rg-prod/providers/Microsoft.ApiManagement/service/contoso-prod' or the scope is invalid. If access was recently granted, please refresh your credentials.",
    });
  });

  it('refuses below a read-only lock, not below one against deletion', async () => {
    const arm = pretendArm();
    const lock = { name: 'hands-off', scope: svc('contoso-prod').split('?')[0] ?? '' };

    arm.world.state.locks = [{ ...lock, level: 'CanNotDelete' }];
    const taken = await arm.send('POST', svc('contoso-prod', '/backup'), { body: identityBody() });
    arm.clock.advance(arm.options.backupMs);
    arm.world.state.locks = [{ ...lock, level: 'ReadOnly' }];
    const refused = await arm.send('POST', svc('contoso-prod', '/backup'), {
      body: identityBody(),
    });

    expect(taken.status).toBe(202);
    expect(await azureError(refused)).toMatchObject({ status: 409, code: 'ScopeLocked' });
  });

  it.each(['Activating', 'Updating', 'Terminating', 'Stopped'])(
    'is ServiceLocked while %s',
    async (state) => {
      const arm = pretendArm();
      await arm.world.control.request('/services/contoso-prod', {
        method: 'PATCH',
        body: JSON.stringify({ provisioningState: state }),
      });

      const refused = await arm.send('POST', svc('contoso-prod', '/backup'), {
        body: identityBody(),
      });

      expect(await azureError(refused)).toMatchObject({ status: 409, code: 'ServiceLocked' });
    },
  );

  it('takes a backup of a service in state Failed', async () => {
    const arm = pretendArm();
    await arm.world.control.request('/services/contoso-prod', {
      method: 'PATCH',
      body: '{"provisioningState":"Failed"}',
    });

    expect((await runToEnd(arm, 'backup', 'contoso-prod')).status).toBe(200);
  });

  it('refuses a version below the one the service asks for', async () => {
    const arm = pretendArm();
    await arm.world.control.request('/services/contoso-prod', {
      method: 'PATCH',
      body: '{"minApiVersion":"2024-05-01"}',
    });

    const refused = await arm.send('POST', svc('contoso-prod', '/backup', '2021-08-01'), {
      body: identityBody(),
    });

    expect(await azureError(refused)).toMatchObject({
      status: 400,
      code: 'InvalidApiVersionParameter',
    });
  });
});

describe('a restore that cannot succeed', () => {
  it('takes a backup that is 30 days old to the millisecond', async () => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-prod');
    arm.clock.advance(30 * dayMs - arm.options.restoreMs - arm.options.refusalMs);

    expect((await runToEnd(arm, 'restore', 'contoso-dr')).status).toBe(200);
  });

  it('fails with the words of Azure one second later', async () => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-prod');
    arm.clock.advance(30 * dayMs - arm.options.restoreMs + 1000);

    const failed = await runToEnd(arm, 'restore', 'contoso-dr');

    expect(await azureError(failed)).toEqual({
      status: 400,
      code: 'RestoreFailed',
      message: 'Cannot restore: backup expired',
    });
  });

  it('fails for a backup that was aged by the control', async () => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-prod');
    const aged = { account: 'stcontosodr', container: 'apim-backups', name: 'one.apimbackup' };
    await arm.world.control.request('/backups/age', { method: 'POST', body: JSON.stringify(aged) });

    const failed = await runToEnd(arm, 'restore', 'contoso-dr');

    expect(await azureError(failed)).toMatchObject({ message: 'Cannot restore: backup expired' });
  });

  it.each([
    ['the container is missing', { containerName: 'nowhere' }],
    ['the blob is missing', { backupName: 'other.apimbackup' }],
  ])('fails when %s', async (_, more) => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-prod');

    const failed = await runToEnd(arm, 'restore', 'contoso-dr', identityBody(more));

    expect(await azureError(failed)).toMatchObject({ status: 400, code: 'RestoreFailed' });
  });

  it('fails when the blob is something else', async () => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-prod');
    arm.vault.blobs.set('stcontosodr/apim-backups/one.apimbackup', new TextEncoder().encode('{}'));

    const failed = await runToEnd(arm, 'restore', 'contoso-dr');

    expect(await azureError(failed)).toMatchObject({
      code: 'RestoreFailed',
      message: "Cannot restore: 'one.apimbackup' is not a backup.",
    });
  });

  it('leaves the target as it was', async () => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-dev');
    const before = structuredClone(
      arm.world.state.services.find((each) => each.name === 'contoso-std'),
    );
    const key = arm.world.storageAccounts()[0]?.keys[0];

    const failed = await runToEnd(
      arm,
      'restore',
      'contoso-std',
      identityBody({ accessType: 'AccessKey', accessKey: key }),
    );

    expect(await azureError(failed)).toMatchObject({
      message: "Cannot restore: current SKU is 'Standard', backup SKU is 'Developer'",
    });
    expect(arm.world.state.services.find((each) => each.name === 'contoso-std')).toEqual(before);
  });
});
