import { expect, it } from 'vitest';
import { inSandbox } from '../harness/in-sandbox.ts';

const { sandbox, person } = inSandbox({ retryAfterSeconds: null });

// Where Azure names no pace, Lifeboat waits 15 to 60 seconds between two looks: this is slow on purpose.
it.concurrent.each(['location', 'azure-async-operation'] as const)(
  'comes to the end at its own pace where Azure asks for none, by %s',
  async (shape) => {
    await sandbox().control.setOptions({ shape });
    const service = shape === 'location' ? 'contoso-prod' : 'contoso-dev';

    const { code, data } = await person().json('backup', service);
    const polls = (await sandbox().control.requests()).filter(
      ({ method, path }) =>
        method === 'GET' && /operation(results|statuses)/i.test(path) && path.includes(service),
    );

    expect(code).toBe(0);
    expect(data.operations).toMatchObject([{ status: 'succeeded' }]);
    expect(polls.length).toBeLessThanOrEqual(2);
  },
  120_000,
);
