import { describe, expect, it } from 'vitest';
import { startBackup } from '../../../packages/core/src/workflows/back-up.ts';
import { watchAll } from '../../../packages/core/src/workflows/watch-all.ts';
import { type Company, company, plannedBackup, runThrough, stored } from './world.ts';

const { signal } = new AbortController();

function watch(one: Company, id: string) {
  const started = stored(one, id).then((operation) => (operation === null ? [] : [operation]));
  const options = { signal, timeoutMs: null, onChange: () => undefined };
  return runThrough(
    one,
    started.then((operations) => watchAll(one.work, operations, options)),
  );
}

describe('watching after the sign-in was lost', () => {
  it('stops once looks say so, and goes on to the end when somebody has signed in again', async () => {
    const one = company();
    const { id } = await startBackup(one.work, await plannedBackup(one), signal);
    const noToken = { kind: 'no-token', words: 'expired', remedy: 'az login' } as const;
    one.azure.script('apiManagement.ask', noToken, noToken, noToken);

    const [left] = await watch(one, id);
    const [again] = await watch(one, id);

    expect(left).toMatchObject({ end: 'signed-out', operation: { status: 'unknown' } });
    expect(again).toMatchObject({ end: 'ended', operation: { status: 'succeeded' } });
  });

  it('stops again when nobody has', async () => {
    const one = company();
    const { id } = await startBackup(one.work, await plannedBackup(one), signal);
    const noToken = { kind: 'no-token', words: 'expired', remedy: 'az login' } as const;
    one.azure.script('apiManagement.ask', noToken, noToken, noToken, noToken);

    await watch(one, id);

    expect(await watch(one, id)).toMatchObject([{ end: 'signed-out' }]);
  });
});
