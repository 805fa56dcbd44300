import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aSignIn,
  backupClient,
  backupSecret,
  claimsOf,
  openRig,
  type Rig,
  scope,
  tenantId,
} from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

/** Asks the resource manager for the subscriptions with a token. */
async function ask(token: string) {
  const result = await rig.http.send({
    method: 'GET',
    url: `${rig.sandbox.origin}/subscriptions?api-version=2022-12-01`,
    headers: { authorization: `Bearer ${token}` },
  });
  if (!result.ok) throw new Error(result.noAnswer.words);
  const challenge = result.response.headers['www-authenticate'] ?? '';
  return {
    status: result.response.status,
    claims: /claims="([^"]+)"/.exec(challenge)?.[1] ?? null,
  };
}

describe('a claims challenge', () => {
  it.each(['as it came, in base64', 'as JSON'])('is answered once, %s', async (form) => {
    const { session } = rig.session(
      aSignIn({
        method: 'client-secret',
        tenantId,
        clientId: backupClient,
        clientSecretVariable: 'S',
      }),
      { environment: { S: backupSecret } },
    );
    const { token: old } = await session.token(scope);
    expect((await ask(old)).status).toBe(200);
    await rig.sandbox.control.revoke({ principal: 'lifeboat-backup' });

    const refused = await ask(old);
    expect(refused.status).toBe(401);
    expect(refused.claims).not.toBeNull();

    await rig.sandbox.control.clearRequests();
    const inBase64 = refused.claims ?? '';
    const claims = form === 'as JSON' ? atob(inBase64) : inBase64;
    const [first, second] = await Promise.all([
      session.token(scope, { claims }),
      session.token(scope, { claims }),
    ]);
    expect(second).toEqual(first);
    expect((await ask(first.token)).status).toBe(200);
    expect(await session.token(scope)).toEqual(first);
    expect(await rig.tokenRequests()).toBe(1);
    await rig.sandbox.control.call('DELETE', '/entra/revoke');
  });

  it('is possible because the tokens say that it will be answered', async () => {
    const { session } = rig.session(
      aSignIn({
        method: 'client-secret',
        tenantId,
        clientId: backupClient,
        clientSecretVariable: 'S',
      }),
      { environment: { S: backupSecret } },
    );

    const { token } = await session.token(scope);

    expect(claimsOf(token).xms_cc).toEqual(['CP1']);
  });

  it('of a person is answered from the kept sign-in', async () => {
    await rig.sandbox.control.autoApprove('ana@contoso.com');
    const signIn = aSignIn({ method: 'device-code', tenantId, clientId: backupClient });
    await rig.session(signIn).session.login(() => undefined);
    const { session } = rig.session(signIn);
    const { token: old } = await session.token(scope);
    await rig.sandbox.control.revoke({ principal: 'ana@contoso.com' });

    const refused = await ask(old);
    const { token } = await session.token(scope, { claims: refused.claims ?? '' });

    expect(refused.status).toBe(401);
    expect((await ask(token)).status).toBe(200);
  });
});
