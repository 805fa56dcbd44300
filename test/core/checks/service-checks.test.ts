import { describe, expect, it } from 'vitest';
import { checkLocks } from '../../../packages/core/src/checks/locks.ts';
import { checkOwnRights } from '../../../packages/core/src/checks/own-rights.ts';
import { checkSoftDeleted } from '../../../packages/core/src/checks/soft-deleted.ts';
import { checkWorkspaces } from '../../../packages/core/src/checks/workspaces.ts';
import { notSeen } from '../../../packages/core/src/testing.ts';
import { aService, blind, hour, now, saw } from './samples.ts';

describe('workspaces', () => {
  it.each([
    [0, 'pass', null],
    [1, 'fail', 'check-failed'],
    [7, 'fail', 'check-failed'],
  ])('%i of them: %s', (count, verdict, code) => {
    expect(checkWorkspaces(saw({ count }))).toMatchObject({ name: 'workspaces', verdict, code });
  });

  it.each(blind)('are unknown when nothing is seen: %s', (_, look) => {
    expect(checkWorkspaces(look)).toMatchObject({
      verdict: 'unknown',
      code: null,
      remedy: 'look again',
    });
  });
});

describe('own rights', () => {
  const may = (...actions: string[]) => saw([{ actions, notActions: [] }]);
  const backup = 'Microsoft.ApiManagement/service/backup/action';
  const restore = 'Microsoft.ApiManagement/service/restore/action';

  it('pass with the one that is needed', () => {
    expect(checkOwnRights(may(backup), 'backup').verdict).toBe('pass');
    expect(checkOwnRights(may('*'), 'restore').verdict).toBe('pass');
  });

  it('fail without it, and say how to activate an eligible role', () => {
    expect(checkOwnRights(may(backup, '*/read'), 'restore')).toMatchObject({
      verdict: 'fail',
      code: 'not-allowed',
      measured: expect.stringContaining(restore),
      remedy: expect.stringMatching(/Privileged Identity Management/),
    });
  });

  it('fail for what is taken away again', () => {
    const look = saw([{ actions: ['*'], notActions: ['Microsoft.ApiManagement/*/action'] }]);

    expect(checkOwnRights(look, 'backup').verdict).toBe('fail');
  });

  it('only warn about one that would be good to have', () => {
    expect(checkOwnRights(may(backup), 'backup', 'restore')).toMatchObject({
      verdict: 'warn',
      measured: expect.stringContaining('not restore into it'),
    });
    expect(checkOwnRights(may(backup, restore), 'backup', 'restore').verdict).toBe('pass');
    expect(checkOwnRights(may(restore), 'backup', 'restore').verdict).toBe('fail');
  });

  it('are unknown when Azure lists none, since the service could be read', () => {
    expect(checkOwnRights(saw([]), 'backup').verdict).toBe('unknown');
  });

  it.each(blind)('are unknown when nothing is seen: %s', (_, look) => {
    expect(checkOwnRights(look, 'restore')).toMatchObject({ verdict: 'unknown', code: null });
  });
});

describe('locks', () => {
  const lock = (
    level: 'ReadOnly' | 'CanNotDelete',
    scope = '/subscriptions/s/resourceGroups/rg',
  ) => ({
    name: 'freeze',
    level,
    scope,
  });

  it('pass where there is none, and with one that hinders deletion only', () => {
    expect(checkLocks(saw([]))).toMatchObject({ verdict: 'pass', measured: 'none' });
    expect(checkLocks(saw([lock('CanNotDelete')]))).toMatchObject({
      verdict: 'pass',
      measured: '"freeze" (CanNotDelete) on rg, which hinders deletions only',
    });
  });

  it('fail with a read-only one, wherever it is above', () => {
    expect(
      checkLocks(saw([lock('CanNotDelete'), lock('ReadOnly', '/subscriptions/s')])),
    ).toMatchObject({
      verdict: 'fail',
      code: 'conflict',
      measured: 'locked: "freeze" (ReadOnly) on s',
      remedy: expect.stringContaining(
        '/subscriptions/s/providers/Microsoft.Authorization/locks/freeze',
      ),
    });
  });

  it.each(blind)('are unknown when nothing is seen: %s', (_, look) => {
    expect(checkLocks(look)).toMatchObject({ verdict: 'unknown', code: null });
  });
});

describe('a soft-deleted service', () => {
  it('fails with its deadline and the way back', () => {
    const check = checkSoftDeleted(
      'contoso-prod',
      notSeen('absent'),
      { purgeAt: now + 20 * hour },
      now,
    );

    expect(check).toMatchObject({ verdict: 'fail', code: 'service-not-found' });
    expect(check.measured).toContain('24 Nov 08:00 UTC');
    expect(check.remedy).toContain('apim undelete contoso-prod');
  });

  it('is not one that was seen, and unknown where nothing was', () => {
    expect(checkSoftDeleted('x', aService(), null, now).verdict).toBe('pass');
    for (const [, look] of blind)
      expect(checkSoftDeleted('x', look, null, now).verdict).toBe('unknown');
  });

  it('is told without a deadline too', () => {
    expect(checkSoftDeleted('x', notSeen('absent'), { purgeAt: null }, now).measured).toBe(
      'x was deleted',
    );
  });
});
