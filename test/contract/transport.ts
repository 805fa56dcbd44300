import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Http, HttpRequest } from '../../packages/core/src/ports/http.ts';

/** What a server of the contract answers at a path. */
export type Served =
  | { status: number; headers?: Record<string, string | string[]>; text?: string }
  | 'hang'
  | 'reset';

/** An {@link Http} with somebody to talk to. */
export type TransportWorld = {
  http: Http;
  origin: string;
  /** From now on `path` (query included, as it is) is answered like this. */
  serve(path: string, answer: Served): void;
  /** What arrived, in order. */
  received(): { method: string; path: string; headers: Record<string, string>; body: string }[];
  close(): Promise<void>;
};

/** What every {@link Http} does, whatever it stands on. */
export function describeTransport(name: string, open: () => Promise<TransportWorld>): void {
  describe(`transport contract: ${name}`, () => {
    let world: TransportWorld;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(() => world.close());

    const request = (path: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
      method: 'GET',
      url: `${world.origin}${path}`,
      headers: {},
      ...more,
    });
    const at = (path: string) => world.received().filter((each) => each.path === path);

    it('gives status, text and headers with lower-case names', async () => {
      world.serve('/plain', { status: 200, headers: { 'X-Ms-Request-Id': 'A1' }, text: 'grüße' });

      const result = await world.http.send(request('/plain'));

      expect(result).toMatchObject({
        ok: true,
        response: { status: 200, text: 'grüße', headers: { 'x-ms-request-id': 'A1' } },
      });
    });

    it('joins a header that came twice', async () => {
      world.serve('/twice', {
        status: 200,
        headers: { 'www-authenticate': ['Bearer a', 'Basic b'] },
      });

      const result = await world.http.send(request('/twice'));

      expect(result).toMatchObject({
        response: { headers: { 'www-authenticate': 'Bearer a, Basic b' } },
      });
    });

    it.each([301, 307, 400, 401, 404, 408, 429, 500, 503])(
      'gives HTTP %i as an answer, asked once',
      async (status) => {
        const path = `/status/${status}`;
        const location = `${world.origin}/elsewhere`;
        world.serve(path, { status, headers: { location, 'retry-after': '0' }, text: 'no' });

        const result = await world.http.send(request(path));

        expect(result).toMatchObject({ ok: true, response: { status, text: 'no' } });
        expect(at(path)).toHaveLength(1);
        expect(at('/elsewhere')).toHaveLength(0);
      },
    );

    it('sends method, headers and body as given', async () => {
      world.serve('/body', { status: 202 });
      const body = '{"backupName":"ä.apimbackup"}';

      await world.http.send(
        request('/body', { method: 'POST', headers: { 'x-ms-client-request-id': 'id-1' }, body }),
      );

      expect(at('/body')).toMatchObject([
        { method: 'POST', body, headers: { 'x-ms-client-request-id': 'id-1' } },
      ]);
    });

    it.each([
      '/a//operationresults/bmFtZQ==?api-version=2024-05-01',
      '/a/../b/./c?b=2&a=1&a=0',
      '/a%2Fb%2f%7E?x=%20+%C3%A4',
      '//double/start',
      '/q?',
      "/sub('x')/y;z=1?$filter=a eq 'b'".replaceAll(' ', '%20'),
      `/long?token=${'x'.repeat(6_000)}`,
    ])('keeps the address %s untouched', async (path) => {
      world.serve(path, { status: 200, text: 'here' });

      const result = await world.http.send(request(path));

      expect(result).toMatchObject({ ok: true, response: { status: 200, text: 'here' } });
      expect(at(path)).toHaveLength(1);
    });

    it('ends as a timeout when no answer comes in time', async () => {
      world.serve('/hang', 'hang');

      const result = await world.http.send(request('/hang', { timeoutMs: 150 }));

      expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'timeout' } });
    });

    it('sends nothing when its signal was aborted before', async () => {
      world.serve('/never', { status: 200 });

      const result = await world.http.send(request('/never'), AbortSignal.abort());

      expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'aborted', sent: false } });
      expect(at('/never')).toHaveLength(0);
    });

    it('says that it may have been sent when its signal aborts during the wait', async () => {
      world.serve('/given-up', 'hang');
      const stop = new AbortController();

      const pending = world.http.send(request('/given-up'), stop.signal);
      await expect.poll(() => at('/given-up').length, { interval: 5 }).toBe(1);
      stop.abort();

      expect(await pending).toMatchObject({ ok: false, noAnswer: { kind: 'aborted', sent: true } });
    });

    it.each([false, true])(
      'loses the answer of a connection that breaks (fresh: %s)',
      async (fresh) => {
        const path = `/reset/${fresh}`;
        world.serve(path, 'reset');

        const result = await world.http.send(
          request(path, { method: 'POST', body: '{}', freshConnection: fresh }),
        );

        expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'lost' } });
        expect(at(path)).toHaveLength(1);
      },
    );

    it('answers many at once', async () => {
      const paths = Array.from({ length: 40 }, (_, index) => `/many/${index}`);
      for (const path of paths) world.serve(path, { status: 200, text: path });

      const results = await Promise.all(paths.map((path) => world.http.send(request(path))));

      expect(results.map((result) => (result.ok ? result.response.text : null))).toEqual(paths);
    });
  });
}
