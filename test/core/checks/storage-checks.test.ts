import { describe, expect, it } from 'vitest';
import { checkContainer } from '../../../packages/core/src/checks/container.ts';
import { checkCors } from '../../../packages/core/src/checks/cors.ts';
import { checkIdentity } from '../../../packages/core/src/checks/identity.ts';
import { checkImmutability } from '../../../packages/core/src/checks/immutability.ts';
import { checkSharedKey } from '../../../packages/core/src/checks/key-allowed.ts';
import { checkLifecycle } from '../../../packages/core/src/checks/lifecycle.ts';
import { checkListKeys } from '../../../packages/core/src/checks/list-keys.ts';
import { checkStorageAccount } from '../../../packages/core/src/checks/storage-account.ts';
import { checkStorageRole } from '../../../packages/core/src/checks/storage-role.ts';
import { notSeen } from '../../../packages/core/src/testing.ts';
import { anAccount, aService, blind, saw } from './samples.ts';

const place = { account: 'st', container: 'backups' };
const byIdentity = {
  account: 'st',
  access: 'system-identity',
  accessKey: { from: 'azure' },
} as const;
const byKey = { ...byIdentity, access: 'access-key' } as const;

describe('the account', () => {
  it('passes where it was seen, with where it lives', () => {
    expect(checkStorageAccount(byIdentity, anAccount())).toMatchObject({
      verdict: 'pass',
      measured: 'st in northeurope, Standard_LRS',
    });
  });

  it('warns while its primary location does not answer', () => {
    expect(
      checkStorageAccount(byIdentity, anAccount({}, { primaryAvailable: false })),
    ).toMatchObject({
      verdict: 'warn',
      remedy: expect.stringContaining('az storage account failover --name st'),
    });
  });

  it('only warns when it is elsewhere than configured, since Azure finds it by its name', () => {
    expect(checkStorageAccount(byIdentity, notSeen('absent')).verdict).toBe('warn');
    const variable = { ...byKey, accessKey: { from: 'environment', variable: 'KEY' } } as const;
    expect(checkStorageAccount(variable, notSeen('absent')).verdict).toBe('warn');
  });

  it('fails when its key has to be had from there', () => {
    expect(checkStorageAccount(byKey, notSeen('absent'))).toMatchObject({
      verdict: 'fail',
      code: 'storage-not-found',
    });
  });

  it.each(blind)('is unknown when nothing is seen: %s', (_, look) => {
    expect(checkStorageAccount(byKey, look)).toMatchObject({ verdict: 'unknown', code: null });
  });
});

describe('the shared key', () => {
  const closed = anAccount({}, { sharedKeyAllowed: false });

  it('matters only where a key is used', () => {
    expect(checkSharedKey('st', closed, 'access-key')).toMatchObject({
      verdict: 'fail',
      code: 'check-failed',
    });
    expect(checkSharedKey('st', anAccount(), 'access-key').verdict).toBe('pass');
    expect(checkSharedKey('st', closed, 'system-identity').verdict).toBe('skip');
    expect(checkSharedKey('st', closed, 'user-identity').verdict).toBe('skip');
  });

  it.each(blind)('is unknown when nothing is seen: %s', (_, look) => {
    expect(checkSharedKey('st', look, 'access-key')).toMatchObject({
      verdict: 'unknown',
      code: null,
    });
  });
});

describe('CORS', () => {
  it.each([
    [0, 'pass'],
    [1, 'fail'],
    [3, 'fail'],
  ])('with %i rules: %s', (corsRules, verdict) => {
    expect(checkCors('st', saw({ corsRules, versioning: false })).verdict).toBe(verdict);
  });

  it.each(blind)('is unknown when nothing is seen: %s', (_, look) => {
    expect(checkCors('st', look)).toMatchObject({ verdict: 'unknown', code: null });
  });
});

describe('listing keys', () => {
  it('is asked about only where the key comes from Azure', () => {
    expect(checkListKeys('st', null).verdict).toBe('skip');
  });

  it('wants the right on the account, and says how to get it', () => {
    const reader = saw([{ actions: ['*/read'], notActions: [] }]);
    const lister = saw([
      { actions: ['Microsoft.Storage/storageAccounts/listKeys/action'], notActions: [] },
    ]);

    expect(checkListKeys('st', lister).verdict).toBe('pass');
    for (const look of [reader, saw([])]) {
      expect(checkListKeys('st', look)).toMatchObject({
        verdict: 'fail',
        code: 'not-allowed',
        remedy: expect.stringContaining('Privileged Identity Management'),
      });
    }
  });

  it.each(blind)('is unknown when nothing is seen: %s', (_, look) => {
    expect(checkListKeys('st', look)).toMatchObject({ verdict: 'unknown', code: null });
  });
});

describe('the container', () => {
  it('passes where either way shows it', () => {
    expect(checkContainer(place, saw(null)).verdict).toBe('pass');
    expect(checkContainer(place, notSeen('denied'), saw(null)).verdict).toBe('pass');
  });

  it.each([
    ['the data plane', notSeen('absent'), notSeen('error')],
    ['the resource manager', notSeen('denied'), notSeen('absent')],
  ])('warns when %s says that it is not there, with the line that creates it', (_, one, other) => {
    expect(checkContainer(place, one, other)).toMatchObject({
      verdict: 'warn',
      remedy: 'az storage container create --name backups --account-name st --auth-mode login',
    });
  });

  it.each(blind)('is unknown when nothing is seen: %s', (_, look) => {
    expect(checkContainer(place, look, look)).toMatchObject({ verdict: 'unknown', code: null });
  });
});

describe('immutability', () => {
  const container = (immutableDays: number | null, legalHold = false) =>
    saw({ name: 'backups', immutableDays, legalHold });

  it('warns, since nobody knows, and says what there is', () => {
    expect(checkImmutability(container(null)).verdict).toBe('pass');
    expect(checkImmutability(container(7)).measured).toContain('for 7 days;');
    expect(checkImmutability(container(null, true))).toMatchObject({
      verdict: 'warn',
      measured: expect.stringContaining('legal hold'),
    });
  });

  it('is nothing to look at where there is no container, and else unknown', () => {
    expect(checkImmutability(notSeen('absent')).verdict).toBe('skip');
    for (const [, look] of blind) expect(checkImmutability(look).verdict).toBe('unknown');
  });
});

describe('the lifecycle', () => {
  const rule = (deletesAfterDays: number | null, prefixes: string[] = [], enabled = true) => ({
    name: 'old',
    enabled,
    deletesAfterDays,
    prefixes,
  });

  it.each([
    ['no rule', [], 'warn'],
    ['a rule after 60 days', [rule(60)], 'pass'],
    ['a rule after 30 days', [rule(30)], 'pass'],
    ['a rule after 29 days', [rule(29)], 'warn'],
    ['a rule that deletes nothing', [rule(null)], 'warn'],
    ['a rule that is off', [rule(60, [], false)], 'warn'],
    ['an early rule that is off', [rule(60), rule(7, [], false)], 'pass'],
    ['an early rule of another container', [rule(60), rule(7, ['logs/'])], 'pass'],
    ['an early rule for a part of it', [rule(60), rule(7, ['backups/contoso'])], 'warn'],
    ['a rule for what begins alike', [rule(60, ['back'])], 'pass'],
    ['a rule for a longer name', [rule(60, ['backups2/'])], 'warn'],
  ])('with %s: %s', (_, rules, verdict) => {
    expect(checkLifecycle('backups', saw(rules)).verdict).toBe(verdict);
  });

  it.each(blind)('is unknown when nothing is seen: %s', (_, look) => {
    expect(checkLifecycle('backups', look)).toMatchObject({ verdict: 'unknown', code: null });
  });
});

describe('the identity', () => {
  const user = (clientId: string | null) => ({
    principalId: null,
    userAssigned: [{ id: '/id', clientId, principalId: 'p-2' }],
  });
  const system = { access: 'system-identity', clientId: null } as const;
  const assigned = { access: 'user-identity', clientId: 'C-1' } as const;

  it.each([
    ['its own, which it has', system, { principalId: 'p-1', userAssigned: [] }, 'pass'],
    ['its own, which it lacks', system, user('c-1'), 'fail'],
    ['an assigned one, which it has', assigned, user('c-1'), 'pass'],
    ['an assigned one, and has another', assigned, user('c-2'), 'fail'],
    ['an assigned one, and has none', assigned, { principalId: 'p-1', userAssigned: [] }, 'fail'],
    ['an assigned one that Azure does not tell', assigned, user(null), 'unknown'],
  ] as const)('%s: %s', (_, storage, identity, verdict) => {
    expect(
      checkIdentity(
        storage,
        aService({ identity: { ...identity, userAssigned: [...identity.userAssigned] } }),
      ).verdict,
    ).toBe(verdict);
  });

  it('does not matter with a key', () => {
    const none = aService({ identity: { principalId: null, userAssigned: [] } });

    expect(checkIdentity({ access: 'access-key', clientId: null }, none).verdict).toBe('skip');
  });

  it.each(blind)('is unknown when nothing is seen: %s', (_, look) => {
    expect(checkIdentity(system, look)).toMatchObject({ verdict: 'unknown', code: null });
  });
});

describe('the role of the identity', () => {
  const held = (role: string) => saw([{ role, principalId: 'p-1', scope: '/subscriptions/s' }]);

  it.each(['ba92f5b4-2d11-453d-a403-e96b0029c9fe', 'B7E6DC6D-F1E8-4753-8033-0F276BB0955B'])(
    'passes with %s',
    (role) => {
      expect(checkStorageRole('contoso-prod', 'st', held(role)).verdict).toBe('pass');
    },
  );

  it('warns at most', () => {
    for (const look of [saw([]), held('acdd72a7-3385-48ef-bd42-f606fba81ae7')]) {
      expect(checkStorageRole('contoso-prod', 'st', look)).toMatchObject({
        verdict: 'warn',
        code: null,
        remedy: expect.stringContaining('az role assignment create'),
      });
    }
  });

  it('is unknown when nothing is seen, and skipped without an identity', () => {
    expect(checkStorageRole('x', 'st', null).verdict).toBe('skip');
    for (const [, look] of [...blind, ['absent', notSeen('absent')] as const])
      expect(checkStorageRole('x', 'st', look).verdict).toBe('unknown');
  });
});
