import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../packages/core/src/domain/notice.ts';
import type { Notifier } from '../../packages/core/src/ports/notifier.ts';
import { aNotice } from './watch-records.ts';

/** What a receiver answers. */
export type Answered =
  | { status: number; headers?: Record<string, string>; text?: string }
  | 'hang'
  | 'reset';

/** A request as the receiver saw it. */
export type Heard = { method: string; path: string; headers: Record<string, string>; body: string };

/** A {@link Notifier} and the receiver it speaks to. */
export type NotifierWorld = {
  notifier: Notifier;
  /** From now on it answers this, to everything. */
  answer(answered: Answered): void;
  heard(): Heard[];
  /** Resolves when something arrived. */
  arrived(): Promise<void>;
  /** What must stay hidden: address, key. */
  secrets: readonly string[];
  close(): Promise<void>;
};

/** What every {@link Notifier} over HTTP does, whatever it speaks. */
export function describeNotifier(name: string, open: () => Promise<NotifierWorld>): void {
  describe(`notifier contract: ${name}`, () => {
    let world: NotifierWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());
    const deliver = (notice: Notice = aNotice('n-1')) => world.notifier.deliver(notice);

    it('delivers with one request, which carries the id of the notice', async () => {
      for (const status of [200, 202, 204]) {
        world.answer({ status });
        expect(await deliver()).toEqual({ kind: 'delivered' });
      }

      expect(world.heard()).toHaveLength(3);
      expect(world.heard().map(({ headers }) => headers['x-lifeboat-id'])).toEqual(
        Array(3).fill('n-1'),
      );
    });

    it.each([408, 429, 500, 502, 503, 504])('may try again after a %i', async (status) => {
      world.answer({ status, text: 'later\n  please' });

      expect(await deliver()).toEqual({
        kind: 'try-again',
        words: `HTTP ${status}: later please`,
        retryAfterMs: null,
      });
    });

    it('waits as long as Retry-After asks, an hour at most', async () => {
      world.answer({ status: 429, headers: { 'retry-after': '120' } });
      expect(await deliver()).toMatchObject({ kind: 'try-again', retryAfterMs: 120_000 });
      world.answer({ status: 503, headers: { 'retry-after': '999999' } });
      expect(await deliver()).toMatchObject({ kind: 'try-again', retryAfterMs: 3_600_000 });
    });

    it.each([400, 401, 403, 404, 410, 413, 422])('is refused by a %i', async (status) => {
      world.answer({ status });

      expect(await deliver()).toEqual({ kind: 'refused', words: `HTTP ${status}` });
    });

    it.each([301, 302, 307, 308])(
      'follows no %i, and names only where it leads',
      async (status) => {
        const location = 'https://elsewhere.example/with/a/secret?token=abcdef';
        world.answer({ status, headers: { location } });

        const outcome = await deliver();

        expect(outcome).toEqual({
          kind: 'refused',
          words: `HTTP ${status}, a redirect to https://elsewhere.example, which is not followed`,
        });
        expect(world.heard()).toHaveLength(1);
      },
    );

    it('may try again when the connection breaks', async () => {
      world.answer('reset');

      expect(await deliver()).toMatchObject({ kind: 'try-again', retryAfterMs: null });
    });

    it('rejects with the reason of its signal when it is stopped', async () => {
      world.answer('hang');
      const stop = new AbortController();
      const delivering = world.notifier.deliver(aNotice('n-1'), stop.signal);
      await world.arrived();
      stop.abort(new Error('enough'));

      await expect(delivering).rejects.toThrow('enough');
    });

    it('hides address and key in what a receiver says back', async () => {
      const { path, headers, body } = await echo();
      for (const status of [404, 500]) {
        const text = `${path} ${JSON.stringify(headers)} ${body} ${world.secrets.join(' ')}`;
        world.answer({ status, text });
        const outcome = await deliver();
        for (const secret of world.secrets) expect(JSON.stringify(outcome)).not.toContain(secret);
      }
    });

    it('keeps little of a long answer', async () => {
      world.answer({ status: 500, text: 'x'.repeat(100_000) });

      const outcome = await deliver();

      expect(JSON.stringify(outcome).length).toBeLessThan(400);
    });

    it('has a name without a secret, and wants every test', () => {
      for (const secret of world.secrets) expect(world.notifier.name).not.toContain(secret);
      expect(world.notifier.wants({ event: 'test', service: null })).toBe(true);
    });

    async function echo(): Promise<Heard> {
      world.answer({ status: 200 });
      await deliver();
      const heard = world.heard().at(-1);
      if (heard === undefined) throw new Error('Nothing arrived.');
      return heard;
    }
  });
}
