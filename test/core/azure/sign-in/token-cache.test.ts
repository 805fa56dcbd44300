import { manualClock, memoryLog } from '@lifeboat/core/testing';
import { describe, expect, it } from 'vitest';
import type { TokenRequest } from '../../../../packages/core/src/azure/sign-in/method.ts';
import { createTokenCache } from '../../../../packages/core/src/azure/sign-in/token-cache.ts';

const minute = 60_000;

/** A cache over an authority that numbers its tokens and answers when told to. */
function aCache({ lifeMs = 60 * minute }: { lifeMs?: number } = {}) {
  const clock = manualClock();
  const log = memoryLog();
  const asked: TokenRequest[] = [];
  let failure: Error | null = null;
  let gate = Promise.resolve();
  const cache = createTokenCache(
    async (request) => {
      asked.push(request);
      const number = asked.length;
      await gate;
      if (failure !== null) throw failure;
      return { token: `token-${number}`, expiresAt: clock.now() + lifeMs };
    },
    { clock, log },
  );
  return {
    cache,
    clock,
    log,
    asked,
    fail: (error: Error | null) => {
      failure = error;
    },
    hold: () => {
      const held = Promise.withResolvers<void>();
      gate = held.promise;
      return held.resolve;
    },
    tokenOf: async (scope = 'a', options = {}) => (await cache.token(scope, options)).token,
  };
}

describe('the token cache', () => {
  it('asks once and gives the same token until five minutes before its end', async () => {
    const { clock, asked, tokenOf } = aCache();
    await tokenOf();

    await clock.advance(55 * minute - 1);
    expect(await tokenOf()).toBe('token-1');
    expect(asked).toHaveLength(1);

    await clock.advance(1);
    expect(await tokenOf()).toBe('token-2');
    expect(asked[1]?.renew).toBe(true);
  });

  it('renews a short token at half its life', async () => {
    const { clock, tokenOf } = aCache({ lifeMs: 4 * minute });
    await tokenOf();

    await clock.advance(2 * minute - 1);
    expect(await tokenOf()).toBe('token-1');
    await clock.advance(1);
    expect(await tokenOf()).toBe('token-2');
  });

  it('keeps one request in flight for all who ask for the same', async () => {
    const { hold, asked, tokenOf } = aCache();
    const release = hold();
    const all = [tokenOf(), tokenOf(), tokenOf(), tokenOf('b')];
    release();

    expect(await Promise.all(all)).toEqual(['token-1', 'token-1', 'token-1', 'token-2']);
    expect(asked.map(({ scope }) => scope)).toEqual(['a', 'b']);
  });

  it('asks anew for a claims challenge, passes it on once, and keeps what it got', async () => {
    const { asked, tokenOf } = aCache();
    await tokenOf();

    expect(await tokenOf('a', { claims: '{"access_token":{}}' })).toBe('token-2');
    expect(await tokenOf()).toBe('token-2');
    expect(asked.map(({ claims }) => claims)).toEqual([null, '{"access_token":{}}']);
  });

  it('answers two challenges with the same claims by one request', async () => {
    const { asked, tokenOf } = aCache();

    await Promise.all([tokenOf('a', { claims: '{}' }), tokenOf('a', { claims: '{}' })]);

    expect(asked).toHaveLength(1);
  });

  it('forgets the challenged token even when the challenge cannot be answered', async () => {
    const { fail, tokenOf } = aCache();
    await tokenOf();
    fail(new Error('a person is needed'));
    await expect(tokenOf('a', { claims: '{}' })).rejects.toThrow('a person is needed');

    fail(null);
    expect(await tokenOf()).toBe('token-3');
  });

  it('asks anew when a fresh one is wanted', async () => {
    const { tokenOf, asked } = aCache();
    await tokenOf();

    expect(await tokenOf('a', { fresh: true })).toBe('token-2');
    expect(asked[1]?.renew).toBe(true);
  });

  it('uses the old token while it lives when the renewal fails, and tries again after 30 seconds', async () => {
    const { clock, log, asked, fail, tokenOf } = aCache();
    await tokenOf();
    await clock.advance(56 * minute);
    fail(new Error('gone'));

    expect(await tokenOf()).toBe('token-1');
    expect(await tokenOf()).toBe('token-1');
    expect(asked).toHaveLength(2);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { scope: 'a', error: 'gone' } }]);

    await clock.advance(30_000);
    fail(null);
    expect(await tokenOf()).toBe('token-3');
  });

  it('fails when the old token is all but over', async () => {
    const { clock, fail, tokenOf } = aCache();
    await tokenOf();
    await clock.advance(60 * minute - 10_000);
    fail(new Error('gone'));

    await expect(tokenOf()).rejects.toThrow('gone');
  });

  it('asks again after a failure', async () => {
    const { fail, tokenOf } = aCache();
    fail(new Error('gone'));
    await expect(tokenOf()).rejects.toThrow('gone');

    fail(null);
    expect(await tokenOf()).toBe('token-2');
  });

  it('lets one caller go without ending the request of another', async () => {
    const { hold, tokenOf } = aCache();
    const release = hold();
    const leaving = new AbortController();
    const gone = tokenOf('a', { signal: leaving.signal });
    const staying = tokenOf();

    leaving.abort(new Error('ctrl-c'));
    await expect(gone).rejects.toThrow('ctrl-c');
    release();
    expect(await staying).toBe('token-1');
  });

  it('says whether there was something to forget', async () => {
    const { cache, tokenOf } = aCache();
    expect(cache.clear()).toBe(false);
    await tokenOf();
    expect(cache.clear()).toBe(true);
    expect(await tokenOf()).toBe('token-2');
  });
});
