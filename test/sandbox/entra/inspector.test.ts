import { describe, expect, it } from 'vitest';
import { createClock } from '../../../packages/sandbox/src/clock/clock.ts';
import { mintAccessToken } from '../../../packages/sandbox/src/entra/access-token.ts';
import { createSignInRoom } from '../../../packages/sandbox/src/entra/index.ts';
import { createIds } from '../../../packages/sandbox/src/ids.ts';
import { sandboxOptionsSchema } from '../../../packages/sandbox/src/options.ts';
import type { Bearer, Principal } from '../../../packages/sandbox/src/seams.ts';

const ana: Principal = {
  kind: 'user',
  tenantId: 'tenant-1',
  objectId: 'object-1',
  clientId: null,
  displayName: 'Ana',
  userPrincipalName: 'ana@contoso.test',
  secrets: [],
  certificates: [],
  federated: [],
};
const audiences = ['https://management.azure.com', 'https://management.core.windows.net'];

/** A sign-in room over a directory of one person who may leave. */
async function room(settings: { rate?: number } = {}) {
  const real = { ms: 1_700_000_000_000 };
  const people = [ana];
  const clock = createClock({ startMs: null, rate: settings.rate ?? 1, realNow: () => real.ms });
  const signIn = await createSignInRoom({
    clock,
    directory: {
      tenants: () => [{ id: 'tenant-1', name: 'contoso.test' }],
      find: (_, id) => people.find((each) => each.objectId === id) ?? null,
    },
    options: sandboxOptionsSchema.parse({}),
    newId: createIds('test'),
    origin: () => 'https://localhost:1',
  });
  const mint = (audience = 'https://management.azure.com/') =>
    mintAccessToken(signIn.context, {
      principal: ana,
      clientId: 'client-1',
      proof: '0',
      audience,
      claims: { capable: false, notBefore: null },
    });
  const inspect = (header: string | null): Promise<Bearer> =>
    signIn.inspector.inspect(header, audiences);
  return { real, people, clock, mint, inspect };
}

describe('the token inspector', () => {
  it('takes a good token, with or without the slash in its audience, and says whose it is', async () => {
    const { mint, inspect } = await room();
    const { token } = await mint();

    expect(await inspect(`Bearer ${token}`)).toMatchObject({
      ok: true,
      principal: ana,
      audience: 'https://management.azure.com/',
      issuedAt: 1_700_000_000_000,
      expiresAt: 1_700_003_600_000,
    });
    expect(await inspect(`bearer ${token}`)).toMatchObject({ ok: true });
  });

  it.each([
    ['nothing', null],
    ['an empty header', ''],
    ['another scheme', 'Basic abc'],
    ['no token', 'Bearer '],
  ])('refuses %s as a failed authentication', async (_, header) => {
    const { inspect } = await room();

    expect(await inspect(header)).toMatchObject({ ok: false, code: 'AuthenticationFailed' });
  });

  it('refuses a token that was changed, signed by another, or is none', async () => {
    const { mint, inspect } = await room();
    const { token } = await mint();
    const [head = '', body = '', signature = ''] = token.split('.');
    const changed = Buffer.from(
      Buffer.from(body, 'base64url').toString().replace('object-1', 'object-2'),
    ).toString('base64url');
    const foreign = await (await room()).mint();

    for (const each of [
      `${head}.${changed}.${signature}`,
      foreign.token,
      'abc',
      `${head}.${body}.`,
    ]) {
      expect(await inspect(`Bearer ${each}`)).toMatchObject({
        ok: false,
        code: 'InvalidAuthenticationToken',
      });
    }
  });

  it('refuses a token for another audience and names both', async () => {
    const { mint, inspect } = await room();
    const { token } = await mint('https://storage.azure.com');

    const refused = await inspect(`Bearer ${token}`);

    expect(refused).toMatchObject({ ok: false, code: 'InvalidAuthenticationToken' });
    expect(refused.ok ? '' : refused.message).toContain("resource 'https://storage.azure.com'");
  });

  it('counts a token to its last second and not beyond, by the sandbox clock', async () => {
    const { clock, mint, inspect } = await room();
    const { token } = await mint();

    clock.advance(3_599_000);
    const last = await inspect(`Bearer ${token}`);
    clock.advance(1_000);
    const beyond = await inspect(`Bearer ${token}`);

    expect(last.ok).toBe(true);
    expect(beyond).toMatchObject({ ok: false, code: 'ExpiredAuthenticationToken' });
  });

  it('tells the client its real seconds when the sandbox runs faster', async () => {
    const { real, mint, inspect } = await room({ rate: 60 });
    const { token, expiresIn } = await mint();

    real.ms += (expiresIn - 1) * 1000;
    const last = await inspect(`Bearer ${token}`);
    real.ms += 1000;
    const beyond = await inspect(`Bearer ${token}`);

    expect(expiresIn).toBe(60);
    expect(last.ok).toBe(true);
    expect(beyond.ok).toBe(false);
  });

  it('refuses a token of somebody who left', async () => {
    const { people, mint, inspect } = await room();
    const { token } = await mint();
    people.length = 0;

    expect(await inspect(`Bearer ${token}`)).toMatchObject({ ok: false, claimsChallenge: null });
  });
});
