import { describe, expect, it } from 'vitest';
import { createGateway } from '../../../packages/core/src/azure/gateway.ts';
import { scriptedHttp } from '../../../packages/core/src/testing/scripted-http.ts';

const clock = (...times: number[]) => ({
  now: () => 0,
  monotonic: () => times.shift() ?? 0,
  sleep: async () => {},
});

const probe = 'https://c.example/status-0123456789abcdef';

describe('a gateway', () => {
  it.each(['https://contoso.azure-api.net', 'https://contoso.azure-api.net//'])(
    'is asked at %s for its status, without a token and for 10 seconds at most',
    async (address) => {
      const url = 'https://contoso.azure-api.net/status-0123456789abcdef';
      const http = scriptedHttp({ url, answer: { status: 200 } });

      const answer = await createGateway({ http, clock: clock(100, 142.4) }).probe(address);

      expect(answer).toEqual({ kind: 'answered', status: 200, ms: 42 });
      expect(http.requests[0]).toMatchObject({ timeoutMs: 10_000, freshConnection: true });
      expect(http.requests[0]?.headers).not.toHaveProperty('authorization');
    },
  );

  it.each([503, 302])(
    'that answers %i has answered, and no redirect is followed',
    async (status) => {
      const headers = { location: 'https://elsewhere.example/' };
      const http = scriptedHttp({ url: probe, answer: { status, headers } });

      const answer = await createGateway({ http, clock: clock() }).probe('https://c.example');

      expect(answer).toMatchObject({ kind: 'answered', status });
      expect(http.requests).toHaveLength(1);
    },
  );

  it('that is silent is told so', async () => {
    const http = scriptedHttp({
      url: probe,
      answer: { noAnswer: { kind: 'timeout', words: 'no answer' } },
    });

    expect(await createGateway({ http, clock: clock() }).probe('https://c.example')).toEqual({
      kind: 'no-answer',
      words: 'no answer',
    });
  });

  it.each(['', 'contoso', 'file:///etc/passwd', 'https://'])(
    'is not asked at %j',
    async (address) => {
      const http = scriptedHttp();

      const answer = await createGateway({ http, clock: clock() }).probe(address);

      expect(answer.kind).toBe('no-answer');
      expect(http.requests).toEqual([]);
    },
  );
});
