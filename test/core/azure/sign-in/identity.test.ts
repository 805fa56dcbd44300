import { describe, expect, it } from 'vitest';
import { identityOf } from '../../../../packages/core/src/azure/sign-in/identity.ts';

function tokenWith(claims: object) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return { token: `${part({ alg: 'none' })}.${part(claims)}.`, expiresAt: 5_000 };
}

describe('who a token speaks for', () => {
  it('is the user principal name of a person', () => {
    const token = tokenWith({ upn: 'ana@contoso.com', appid: 'app', oid: 'o', tid: 't', exp: 7 });

    expect(identityOf(token, 'browser')).toEqual({
      who: 'ana@contoso.com',
      objectId: 'o',
      tenantId: 't',
      method: 'browser',
      expiresAt: 7_000,
    });
  });

  it.each([
    [{ preferred_username: 'raj@contoso.com', azp: 'app' }, 'raj@contoso.com'],
    [{ appid: 'app', oid: 'o' }, 'app'],
    [{ azp: 'app2' }, 'app2'],
    [{ oid: 'o' }, 'o'],
    [{}, 'unknown'],
  ])('takes the next best claim of %j', (claims, who) => {
    expect(identityOf(tokenWith(claims), 'environment').who).toBe(who);
  });

  it.each(['', 'opaque', 'a.b.c', `x.${Buffer.from('[1]').toString('base64url')}.`])(
    'is unknown for a token that cannot be read: %j',
    (token) => {
      expect(identityOf({ token, expiresAt: 5_000 }, 'azure-cli')).toEqual({
        who: 'unknown',
        objectId: null,
        tenantId: null,
        method: 'azure-cli',
        expiresAt: 5_000,
      });
    },
  );
});
