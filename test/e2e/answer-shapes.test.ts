import { beforeAll, describe, expect, it } from 'vitest';
import { services } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';

const { sandbox, arm, person } = inSandbox();

const shapes = ['location', 'azure-async-operation', 'provisioning-state'] as const;
const cases = shapes.flatMap((shape) =>
  [true, false].map((busyDuringOperations) => ({ shape, busyDuringOperations })),
);

describe.each(cases)('Azure answers by $shape, busy $busyDuringOperations', (answers) => {
  let ana: Person;

  beforeAll(async () => {
    await sandbox().control.setOptions(answers);
    ana = person();
  });

  it('backs up and restores', async () => {
    const made = await ana.json('backup', 'contoso-prod');
    const restored = await ana.json(
      ...['restore', 'contoso-pay', '--from', 'latest:contoso-prod', '--confirm', 'contoso-pay'],
    );

    expect(made).toMatchObject({ code: 0, data: { operations: [{ status: 'succeeded' }] } });
    expect(restored.code).toBe(0);
    expect(await arm().names(services.pay, 'apis')).toEqual(
      await arm().names(services.prod, 'apis'),
    );
  });

  it('tells a failure from an end', async () => {
    const failure = { kind: 'Backup', code: 'BackupFailed', message: 'The storage said no.' };
    await sandbox().control.call('POST', '/world/services/contoso-dr/failures', failure);

    const { code, error, data } = await ana.json('backup', 'contoso-dr');

    expect(code).toBe(1);
    expect(data.operations).toMatchObject([{ status: 'failed', backup: null }]);
    expect(error?.code).toBe('azure-failed');
    // Where the resource alone tells, Azure gives no reason.
    if (answers.shape !== 'provisioning-state') {
      expect(error?.azure).toMatchObject({ code: 'BackupFailed', message: 'The storage said no.' });
    }
    await sandbox().control.call('PATCH', '/world/services/contoso-dr', {
      provisioningState: 'Succeeded',
    });
  });
});

it('follows ids that change with every poll', async () => {
  await sandbox().control.setOptions({
    shape: 'location',
    rotateOperationIds: true,
    busyDuringOperations: true,
    backupSeconds: 3,
  });

  expect((await person().json('backup', 'contoso-eu')).code).toBe(0);
});
