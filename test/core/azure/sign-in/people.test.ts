import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SignIn } from '../../../../packages/core/src/domain/configuration.ts';
import type {
  Identity,
  Session,
  SignInPrompt,
} from '../../../../packages/core/src/ports/sign-in.ts';
import {
  aSignIn,
  backupClient,
  claimsOf,
  errorOf,
  openRig,
  type Rig,
  scope,
  storageScope,
  tenantId,
} from './rig.ts';
import { runChild } from './run-child.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.sandbox.control.clearRequests();
  await rig.sandbox.control.autoApprove('ana@contoso.com');
});

let number = 0;
/** A sign-in with a name, and so with kept tokens, of its own. */
function aPerson(signIn: Partial<SignIn> & Pick<SignIn, 'method'>): SignIn {
  number += 1;
  return aSignIn({ name: `person-${number}`, tenantId, clientId: backupClient, ...signIn });
}

/** Opens the address as a browser would, without going on to where it is sent. */
async function open(url: string): Promise<string> {
  const result = await rig.http.send({ method: 'GET', url, headers: {} });
  if (!result.ok) throw new Error(result.noAnswer.words);
  return result.response.headers.location ?? '';
}

/** Signs in like a person with a browser on this machine. */
async function loginByBrowser(session: Session): Promise<Identity> {
  return await session.login((step) => {
    if (step.kind !== 'browser') throw new Error(`Not a browser's step: ${step.kind}`);
    void open(step.url).then((address) => fetch(address));
  });
}

/** Signs in with a device code that is decided at once. */
async function loginByDevice(session: Session, user: string | null): Promise<Identity> {
  await rig.sandbox.control.autoApprove(null);
  return await session.login((step) => {
    if (step.kind !== 'device-code') throw new Error(`Not a device's step: ${step.kind}`);
    void rig.sandbox.control.decideDevice(step.code, user);
  });
}

describe('a browser', () => {
  it('signs a person in over a free loopback port', async () => {
    const { session } = rig.session(aPerson({ method: 'browser' }));
    const steps: SignInPrompt[] = [];
    let page = '';

    const identity = await session.login((step) => {
      steps.push(step);
      void open((step as { url: string }).url)
        .then((address) => fetch(address))
        .then(async (response) => {
          page = await response.text();
        });
    });

    expect(identity).toMatchObject({ who: 'ana@contoso.com', tenantId, method: 'browser' });
    const [step] = steps;
    if (step?.kind !== 'browser') throw new Error('No step was shown.');
    const url = new URL(step.url);
    expect(url.origin).toBe(rig.sandbox.origin);
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.searchParams.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+$/);
    expect(step.pasteBack).toBeNull();
    expect(page).toBe('Signed in. This window can be closed.\n');
  });

  it('comes back to the port and path of the registered redirect URI', async () => {
    const port = await freePort();
    const redirectUri = `http://localhost:${port}/signed-in`;
    const { session } = rig.session(aPerson({ method: 'browser', redirectUri }));

    expect((await loginByBrowser(session)).who).toBe('ana@contoso.com');
  });

  it('says so when the port of the redirect URI is taken', async () => {
    const taken = createServer();
    const port = await listening(taken);
    const redirectUri = `http://localhost:${port}`;
    const { session } = rig.session(aPerson({ method: 'browser', redirectUri }));

    const error = await errorOf(session.login(() => expect.unreachable()));
    taken.close();

    expect(error.code).toBe('conflict');
    expect(error.message).toContain(String(port));
  });

  it('turns away what is not its answer, and goes on waiting', async () => {
    const { session } = rig.session(aPerson({ method: 'browser' }));
    const statuses: number[] = [];

    const identity = await session.login((step) => {
      void (async () => {
        const address = new URL(await open((step as { url: string }).url));
        const forged = new URL(address);
        forged.searchParams.set('state', 'somebody-elses');
        for (const url of [new URL('/favicon.ico', address), forged, address]) {
          statuses.push((await fetch(url)).status);
        }
      })();
    });

    expect(identity.who).toBe('ana@contoso.com');
    expect(statuses).toEqual([404, 400, 200]);
  });

  it('takes the pasted address where the redirect URI is not on this machine', async () => {
    const { session } = rig.session(
      aPerson({ method: 'browser', redirectUri: 'http://resources/' }),
    );
    const problems: (string | undefined)[] = [];

    const identity = await session.login((step) => {
      if (step.kind !== 'browser') throw new Error('Not a browser.');
      problems.push(step.problem);
      if (problems.length === 1) step.pasteBack?.('http://resources/');
      else if (problems.length === 2) step.pasteBack?.('http://resources/?code=x&state=other');
      else void open(step.url).then((address) => step.pasteBack?.(`  ${address}\n`));
    });

    expect(identity.who).toBe('ana@contoso.com');
    expect(problems).toEqual([
      undefined,
      expect.stringContaining('carries no answer'),
      expect.stringContaining('another sign-in'),
    ]);
  });

  it('in which the person declines gives Entra ID’s code and words', async () => {
    const { session } = rig.session(aPerson({ method: 'browser' }));

    const error = await errorOf(
      session.login((step) => {
        void open(`${(step as { url: string }).url}&decision=deny`).then((to) => fetch(to));
      }),
    );

    expect(error).toMatchObject({ code: 'not-signed-in', azure: { code: 'AADSTS65004' } });
    expect(error.hint).toMatch(/^apim login person-\d+$/);
  });

  it('that never comes back is given up after 15 minutes', async () => {
    const { session, clock } = rig.session(aPerson({ method: 'browser' }));

    const login = errorOf(session.login(() => undefined));
    await clock.untilSleepers(1);
    await clock.advance(15 * 60_000);

    expect((await login).message).toBe('Nobody signed in within 15 minutes.');
  });

  it('is not waited for after Ctrl-C, and its port is closed', async () => {
    const { session, clock } = rig.session(aPerson({ method: 'browser' }));
    const stop = new AbortController();
    let back = '';

    await expect(
      session.login((step) => {
        back = new URL((step as { url: string }).url).searchParams.get('redirect_uri') ?? '';
        stop.abort(new Error('ctrl-c'));
      }, stop.signal),
    ).rejects.toThrow('ctrl-c');

    await expect.poll(() => fetch(back).catch(() => 'closed')).toBe('closed');
    expect(clock.sleepers()).toEqual([]);
  });
});

describe('a device code', () => {
  it('is shown with its address and end, and signs the person in who enters it', async () => {
    const { session, clock } = rig.session(aPerson({ method: 'device-code' }));
    await rig.sandbox.control.autoApprove(null);
    const steps: SignInPrompt[] = [];

    const identity = await session.login((step) => {
      steps.push(step);
      if (step.kind === 'device-code') {
        void rig.sandbox.control.decideDevice(step.code, 'raj@contoso.com');
      }
    });

    expect(identity).toMatchObject({ who: 'raj@contoso.com', method: 'device-code' });
    expect(steps).toMatchObject([
      {
        kind: 'device-code',
        url: `${rig.sandbox.origin}/devicelogin`,
        expiresAt: clock.now() + 900_000,
      },
    ]);
  });

  it('that is declined is an error with a code', async () => {
    const { session } = rig.session(aPerson({ method: 'device-code' }));

    const error = await errorOf(loginByDevice(session, null));

    expect(error).toMatchObject({ code: 'not-signed-in', azure: { code: 'AADSTS70018' } });
  });

  it('that is refused from the start gives the reason', async () => {
    const { session } = rig.session(
      aPerson({ method: 'device-code', clientId: 'c11e0000-0000-4000-8000-00000000ffff' }),
    );

    const error = await errorOf(session.login(() => expect.unreachable()));

    expect(error).toMatchObject({ code: 'not-signed-in', azure: { code: 'AADSTS700016' } });
  });

  it('is not waited for after Ctrl-C', async () => {
    const { session } = rig.session(aPerson({ method: 'device-code' }));
    await rig.sandbox.control.autoApprove(null);
    const stop = new AbortController();

    await expect(session.login(() => stop.abort(new Error('ctrl-c')), stop.signal)).rejects.toThrow(
      'ctrl-c',
    );
  });
});

describe.each(['browser', 'device-code'] as const)('after a login by %s', (method) => {
  const login = (session: Session) =>
    method === 'browser' ? loginByBrowser(session) : loginByDevice(session, 'ana@contoso.com');

  it('a new process asks nothing, for storage neither', async () => {
    const signIn = aPerson({ method });
    await login(rig.session(signIn).session);
    await rig.sandbox.control.autoApprove(null);

    const outcome = await runChild({
      signIn,
      cloud: rig.cloud,
      tokenCacheFolder: rig.folder,
      tokens: [{ scope }, { scope: storageScope }, { scope, fresh: true }],
    });

    expect(outcome.identity?.who).toBe('ana@contoso.com');
    expect(outcome.tokens?.map((token) => claimsOf(token).aud)).toEqual([
      'https://management.azure.com',
      'https://storage.azure.com',
      'https://management.azure.com',
    ]);
  });

  it('the tokens are in a file of mode 0600, and nothing else is left', async () => {
    const signIn = aPerson({ method });
    await login(rig.session(signIn).session);

    const { mode } = await stat(join(rig.folder, `${signIn.name}.json`));
    expect(mode & 0o777).toBe(0o600);
    expect((await readdir(rig.folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('a kept token that still lives is used without asking Entra ID', async () => {
    const signIn = aPerson({ method });
    await login(rig.session(signIn).session);
    await rig.sandbox.control.clearRequests();

    await rig.session(signIn).session.token(scope);

    expect(await rig.tokenRequests()).toBe(0);
  });

  it('a token is renewed before it ends, without a person', async () => {
    const signIn = aPerson({ method });
    const { session, clock } = rig.session(signIn);
    await login(session);
    const first = await session.token(scope);

    await clock.advance(56 * 60_000);
    const second = await session.token(scope);

    expect(second.token).not.toBe(first.token);
    expect(claimsOf(second.token).upn).toBe('ana@contoso.com');
  });

  it('logout forgets it all', async () => {
    const signIn = aPerson({ method });
    const { session } = rig.session(signIn);
    await login(session);

    expect(await session.logout()).toBe(true);
    expect(await session.logout()).toBe(false);
    expect(await readdir(rig.folder)).not.toContain(`${signIn.name}.json`);
    expect(await errorOf(session.token(scope))).toMatchObject({
      code: 'not-signed-in',
      hint: `apim login ${signIn.name}`,
    });
  });
});

describe('kept sign-ins', () => {
  it('are asked for with the plain command when it is the only sign-in', async () => {
    const signIn = { ...aPerson({ method: 'browser' }), name: 'default' };

    const { session } = rig.session(signIn);

    expect(await errorOf(session.token(scope))).toMatchObject({
      code: 'not-signed-in',
      hint: 'apim login',
    });
    expect(session.remedy).toBe('apim login');
  });

  it('survive many processes that renew at once', async () => {
    const signIn = aPerson({ method: 'browser' });
    await loginByBrowser(rig.session(signIn).session);
    const errand = {
      signIn,
      cloud: rig.cloud,
      tokenCacheFolder: rig.folder,
      tokens: [scope, storageScope, scope, storageScope].map((each) => ({
        scope: each,
        fresh: true,
      })),
    };

    const outcomes = await Promise.all([1, 2, 3, 4].map(() => runChild(errand)));

    expect(outcomes.map(({ identity }) => identity?.who)).toEqual(Array(4).fill('ana@contoso.com'));
    const kept = JSON.parse(await readFile(join(rig.folder, `${signIn.name}.json`), 'utf8'));
    expect(Object.keys(kept.Account)).toHaveLength(1);
    expect((await rig.session(signIn).session.identity()).who).toBe('ana@contoso.com');
  });

  it('hold the last person only', async () => {
    const signIn = aPerson({ method: 'browser' });
    await loginByBrowser(rig.session(signIn).session);
    await rig.sandbox.control.autoApprove('raj@contoso.com');
    await loginByBrowser(rig.session(signIn).session);

    expect((await rig.session(signIn).session.identity()).who).toBe('raj@contoso.com');
    const kept = await readFile(join(rig.folder, `${signIn.name}.json`), 'utf8');
    expect(Object.keys(JSON.parse(kept).Account)).toHaveLength(1);
  });

  it('are not brought back by a renewal that was under way at the logout', async () => {
    const signIn = aPerson({ method: 'browser' });
    const { session } = rig.session(signIn);
    await loginByBrowser(session);
    const other = rig.session(signIn).session;
    await rig.sandbox.control.addFault({
      path: '/token',
      play: { kind: 'slow', delayMs: 300 },
    });

    const renewal = session.token(scope, { fresh: true });
    await expect.poll(async () => rig.tokenRequests()).toBeGreaterThan(1);
    await other.logout();
    await renewal;

    expect(await readdir(rig.folder)).not.toContain(`${signIn.name}.json`);
  });

  it('that Entra ID revoked need the person, and say how', async () => {
    const signIn = aPerson({ method: 'browser' });
    const { session } = rig.session(signIn);
    await loginByBrowser(session);
    await rig.sandbox.control.revoke({ principal: 'ana@contoso.com', interaction: true });

    const error = await errorOf(session.token(scope, { fresh: true }));
    await rig.sandbox.control.call('DELETE', '/entra/revoke');

    expect(error).toMatchObject({
      code: 'not-signed-in',
      azure: { code: 'AADSTS50173' },
      hint: `apim login ${signIn.name}`,
    });
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
