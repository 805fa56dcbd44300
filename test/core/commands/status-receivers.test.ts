import { beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../packages/core/src/domain/notice.ts';
import { dueDelivery } from '../../../packages/core/src/workflows/raise-notice.ts';
import { aNotice } from '../../contract/watch-records.ts';
import { type Company, company } from '../workflows/world.ts';
import { lifeboatOf, runLine } from './run-line.ts';

let one: Company;
let now: number;
beforeEach(() => {
  one = company();
  now = one.work.ports.clock.now();
});

async function put(agoMs: number, ...deliveries: Partial<Delivery>[]): Promise<void> {
  await one.work.ports.store.update((draft) => {
    for (const [index, delivery] of deliveries.entries())
      draft.put(
        'notice',
        aNotice(`n${agoMs}-${index}`, {
          at: now - agoMs,
          deliveries: [{ ...dueDelivery('webhook:h#1', now), ...delivery }],
        }),
      );
  });
}

async function status(
  line = 'status',
): Promise<{ text: string; code: string | undefined; words: string }> {
  const { blocks, error } = await runLine(lifeboatOf(one), line);
  return { text: JSON.stringify(blocks), code: error?.code, words: error?.message ?? '' };
}

describe('status', () => {
  it('names a receiver that refused a notice until it takes another one', async () => {
    await put(5, { status: 'refused', problem: 'HTTP 410' });
    expect((await status()).text).toContain(
      'webhook:h#1 did not take a notice, which will not be sent again: HTTP 410.',
    );
    const check = await status('status --check');
    expect(check.words).toContain('1 that did not take what people should hear (webhook:h#1)');

    await put(1, { status: 'delivered', deliveredAt: now });
    expect((await status()).text).not.toContain('webhook:h#1');
  });

  it('names one that is tried again', async () => {
    await put(60_000, { attempts: 2, problem: 'HTTP 503' });
    expect((await status()).text).toContain(
      'webhook:h#1 has not taken a notice since 23 Nov 02:59 UTC (1 min ago): HTTP 503. It is tried again.',
    );
    expect((await status('status --check')).words).not.toContain('hear');
  });

  it('names one whose notices nobody sends, once that is more than a moment', async () => {
    await put(9 * 60_000, {});
    expect((await status()).text).not.toContain('webhook');

    await put(61 * 60_000, {});
    expect((await status()).text).toContain('2 notices for webhook:h#1 lie unsent since');
    expect((await status('status --check')).words).toContain('webhook:h#1');
  });

  it('gives them in the data, and none for a single service', async () => {
    await put(5, { status: 'refused', problem: 'HTTP 410' });

    expect((await runLine(lifeboatOf(one), 'status')).data.receivers).toEqual([
      {
        name: 'webhook:h#1',
        waiting: 0,
        oldestAt: null,
        refused: 1,
        problem: 'HTTP 410',
        deliveredAt: null,
      },
    ]);
    expect((await runLine(lifeboatOf(one), 'status contoso-prod')).data.receivers).toEqual([]);
  });
});
