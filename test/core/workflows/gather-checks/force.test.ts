import { describe, expect, it } from 'vitest';
import { forceableChecks } from '../../../../packages/core/src/domain/forceable.ts';
import { startBackup } from '../../../../packages/core/src/workflows/back-up.ts';
import { startRestore } from '../../../../packages/core/src/workflows/restore.ts';
import { lifeboatOf, runLine } from '../../commands/run-line.ts';
import { type Company, company, runThrough, stored } from '../world.ts';
import { backupPlan, notPassed, restorePlan, withBackup } from './plans.ts';

function spoiled(): Company {
  const one = withBackup(company());
  one.azure.changeAccount('stcontosodr', () => ({ corsRules: 1 }));
  return one;
}

const never = ['tier', 'same-tier', 'open-operation', 'name-free'];

describe('a check that is overridden', () => {
  it('warns with the reason, and lets the backup start', async () => {
    const one = spoiled();
    const force = { force: ['cors'], reason: 'the rules are not for us' };

    await expect(
      startBackup(one.work, await backupPlan(one), new AbortController().signal),
    ).rejects.toMatchObject({ code: 'check-failed' });
    const planned = await backupPlan(one, force);
    const operation = await startBackup(one.work, planned, new AbortController().signal);

    expect(planned.plan.checks.find(({ name }) => name === 'cors')).toMatchObject({
      verdict: 'warn',
      code: null,
      measured: expect.stringContaining('overridden: the rules are not for us'),
    });
    expect(operation.status).toBe('running');
    expect((await stored(one, operation.id))?.forced).toEqual(['cors']);
  });

  it('stands in the audit trail with who and why', async () => {
    const one = spoiled();
    const planned = await backupPlan(one, { force: ['cors', 'locks'], reason: 'mine' });
    const operation = await startBackup(one.work, planned, new AbortController().signal);

    const entries = one.work.ports.audit.entries.filter(({ event }) => event === 'force');
    expect(entries).toMatchObject([
      {
        who: operation.requester.who,
        subject: 'contoso-prod',
        operation: operation.id,
        what: expect.stringContaining('cors'),
        why: 'mine',
      },
    ]);
  });

  it('changes nothing where it did not fail', async () => {
    const one = withBackup(company());
    const planned = await backupPlan(one, { force: ['cors', 'locks'], reason: 'mine' });

    expect(planned.operation.forced).toBeUndefined();
  });

  it('does not let another one pass', async () => {
    const one = spoiled();
    one.azure.putService(one.prod.resourceId, { workspaces: 1 });

    const { plan } = await backupPlan(one, { force: ['cors'], reason: 'x' });

    expect(notPassed(plan.checks)).toMatchObject({ cors: 'warn', workspaces: 'fail' });
  });

  it('is so for the safety backup of its restore too', async () => {
    const one = spoiled();
    const planned = await restorePlan(one, { force: ['cors'], reason: 'x' });
    const { signal } = new AbortController();

    const result = await runThrough(
      one,
      startRestore(one.work, planned, { signal, onChange() {} }),
    );

    expect(result.safetyBackup).toMatchObject({ status: 'succeeded', forced: ['cors'] });
    expect(result.restore).toMatchObject({ status: 'running', forced: ['cors'] });
  });

  it('is kept for an expired backup as well', async () => {
    const one = withBackup(company());
    await one.work.ports.clock.advance(31 * 86_400_000);

    const forced = await restorePlan(one, { force: ['expired'], reason: 'x' });
    const fresh = await restorePlan(withBackup(company()), { force: ['expired'], reason: 'x' });

    expect(forced.operation.forced).toEqual(['expired']);
    expect(fresh.operation.forced).toBeUndefined();
  });
});

describe('--force', () => {
  const line = (one: Company, rest: string) =>
    runLine(lifeboatOf(one), `backup contoso-prod ${rest}`);

  it('wants a reason', async () => {
    await expect(line(spoiled(), '--force cors')).rejects.toMatchObject({
      code: 'usage',
      message: '--force wants a reason.',
    });
  });

  it('takes the name of a check to a backup', async () => {
    const one = spoiled();

    expect((await line(one, '--no-wait')).error?.code).toBe('check-failed');
    expect((await line(one, '--no-wait --force cors --reason mine')).error).toBeNull();
  });

  it('knows the nearest name of one that there is not', async () => {
    await expect(line(company(), '--force cros --reason x')).rejects.toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('Did you mean `cors`?'),
    });
  });

  it.each(never)('never takes %s', async (name) => {
    await expect(line(company(), `--force ${name} --reason x`)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(`cannot be \`${name}\``),
    });
    expect(Object.values(forceableChecks).flat()).not.toContain(name);
  });
});
