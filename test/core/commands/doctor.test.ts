import { describe, expect, it } from 'vitest';
import type { CheckDocument } from '../../../packages/core/src/commands/json.ts';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import { fixedDisk } from '../../../packages/core/src/testing.ts';
import { company } from '../workflows/world.ts';
import { lifeboatOf, runLine } from './run-line.ts';

type Changes = Parameters<typeof lifeboatOf>[1];

async function doctor(one = company(), line = 'doctor', changes: Changes = {}) {
  const report = await runLine(lifeboatOf(one, changes), line);
  const checks = report.data.checks as CheckDocument[];
  return { report, checks, verdicts: (name: string) => verdictsOf(checks, name) };
}

function verdictsOf(checks: readonly CheckDocument[], name: string): string[] {
  return checks.filter((check) => check.name === name).map((check) => check.verdict);
}

describe('doctor', () => {
  it('passes everything where everything is there, after a real look at each', async () => {
    const one = company();

    const { report, checks } = await doctor(one);

    expect(checks.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      'configuration pass',
      'local-disk pass',
      'sign-in pass',
      'clock pass',
      'service-reachable pass',
      'service-reachable pass',
      'storage-reachable pass',
    ]);
    expect(report.error).toBeNull();
    expect(one.azure.calls('apiManagement.get').map((call) => call.about)).toEqual([
      one.prod.resourceId,
      one.dr.resourceId,
    ]);
    expect(one.azure.calls('blobs.list')).toHaveLength(1);
  });

  it('looks only at what one service needs when it is named', async () => {
    const one = company();

    const { verdicts } = await doctor(one, 'doctor contoso-d');

    expect(verdicts('service-reachable')).toEqual(['pass']);
    const asked = one.azure.calls('apiManagement.get').map((call) => call.about);
    expect(new Set(asked)).toEqual(new Set([one.dr.resourceId]));
  });

  it('counts what did not pass, but not what was no question', async () => {
    const { report, checks } = await doctor(company(), 'doctor contoso-prod');
    const open = checks.filter(({ verdict }) => verdict === 'warn' || verdict === 'unknown');

    expect(checks.some(({ verdict }) => verdict === 'skip')).toBe(true);
    expect(open.length).toBeGreaterThan(0);
    expect(report.blocks).toContainEqual(
      expect.objectContaining({
        text: `Nothing fails, but ${open.length} of ${checks.length} checks did not pass.`,
      }),
    );
  });

  it('names the nearest service when there is none of that name', async () => {
    await expect(doctor(company(), 'doctor contoso-prid')).rejects.toMatchObject({
      code: 'service-not-found',
      hint: expect.stringContaining('contoso-prod'),
    });
  });

  it('shows a wrong configuration as a failed check and goes on', async () => {
    const problem = new LifeboatError('config-invalid', 'services: line 3', { hint: 'Mend it.' });

    const { report, verdicts } = await doctor(company(), 'doctor', {
      configurationProblem: problem,
    });

    expect(verdicts('configuration')).toEqual(['fail']);
    expect(verdicts('clock')).toEqual(['pass']);
    expect(report.error).toMatchObject({ code: 'config-invalid', hint: 'Mend it.' });
  });

  it.each(['contoso-prod', '/subscriptions/s'])(
    'says that the configuration is wrong, and not that there is no service %s',
    async (name) => {
      const one = company();
      const problem = new LifeboatError('config-invalid', 'line 3, column 1: every', {
        hint: 'Mend it.',
      });
      const broken = {
        configurationProblem: problem,
        configuration: { ...one.work.configuration, services: [], path: null },
      };

      const { report, checks } = await doctor(one, `doctor ${name}`, broken);

      expect(checks[0]).toMatchObject({
        name: 'configuration',
        verdict: 'fail',
        measured: 'line 3, column 1: every',
      });
      expect(checks.at(-1)).toMatchObject({ name: 'service-reachable', verdict: 'skip' });
      expect(checks.at(-1)?.measured).toContain(name);
      expect(report.error).toMatchObject({ code: 'config-invalid', hint: 'Mend it.' });
      expect(one.azure.calls('apiManagement.get')).toEqual([]);
    },
  );

  it('skips what a broken sign-in would have to reach, and says how to sign in', async () => {
    const one = company();
    const gone = new LifeboatError('not-signed-in', 'nobody is signed in', { hint: '`az login`' });
    one.azure.script('session.identity', () => {
      throw gone;
    });

    const { report, verdicts, checks } = await doctor(one);

    expect(verdicts('sign-in')).toEqual(['fail']);
    expect(verdicts('service-reachable')).toEqual(['skip', 'skip']);
    expect(verdicts('clock')).toEqual(['unknown']);
    expect(checks.find((check) => check.name === 'sign-in')?.remedy).toBe('`az login`');
    expect(report.error?.code).toBe('not-signed-in');
    expect(one.azure.calls('apiManagement.get')).toEqual([]);
  });

  it.each([
    ['no-network', 'fail', 'azure-unreachable'],
    ['denied', 'fail', 'not-allowed'],
    ['absent', 'fail', 'service-not-found'],
    ['foreign-origin', 'fail', 'foreign-origin'],
    ['throttled', 'unknown', undefined],
    ['error', 'unknown', undefined],
  ] as const)('takes a service it cannot read (%s) for %s', async (kind, verdict, code) => {
    const one = company();
    one.azure.refuse('apiManagement.get', kind, {
      when: (call) => call.about === one.dr.resourceId,
    });

    const { report, verdicts } = await doctor(one);

    expect(verdicts('service-reachable')).toEqual(['pass', verdict]);
    expect(report.error?.code).toBe(code);
  });

  it('only warns when we may not read the storage, since backups need no right of ours', async () => {
    const one = company();
    one.azure.refuse('blobs.list', 'denied');

    const { report, verdicts } = await doctor(one);

    expect(verdicts('storage-reachable')).toEqual(['warn']);
    expect(report.error).toBeNull();
  });

  it('fails when the container is not there', async () => {
    const one = company();
    one.azure.removeContainer(one.storage);

    const { report, verdicts } = await doctor(one);

    expect(verdicts('storage-reachable')).toEqual(['fail']);
    expect(report.error?.code).toBe('storage-not-found');
  });

  it.each([
    [30_000, 'pass'],
    [-90_000, 'warn'],
    [6 * 60_000, 'fail'],
  ])('takes a clock %d ms away from Azure for %s', async (apart, verdict) => {
    const one = company();
    const { clock } = one.work.ports;
    const azureNow = clock.now();
    one.azure.script('apiManagement.get', (perform) => ({ ...perform(), date: azureNow }));
    clock.setWall(azureNow + apart);

    expect((await doctor(one)).verdicts('clock')).toEqual([verdict]);
  });

  it('asks for the subscriptions to read the clock when no service is configured', async () => {
    const one = company();
    const configuration = { ...one.work.configuration, services: [], path: null };

    const { verdicts } = await doctor(one, 'doctor', { configuration });

    expect(verdicts('clock')).toEqual(['pass']);
    expect(verdicts('configuration')).toEqual(['warn']);
  });

  it.each([
    [{ network: true }, 'fail', 'store-on-network'],
    [{ writable: false }, 'fail', 'store-unwritable'],
    [{ freeBytes: 1_000 }, 'warn', undefined],
  ] as const)('takes a disk with %j for %s', async (facts, verdict, code) => {
    const { report, verdicts } = await doctor(company(), 'doctor', { disk: fixedDisk(facts) });

    expect(verdicts('local-disk')).toEqual([verdict]);
    expect(report.error?.code).toBe(code);
  });

  it('looks at the disk the state folder will be on before it exists', async () => {
    const looked: string[] = [];
    const { look } = fixedDisk();
    const disk = {
      look: async (folder: string) => {
        looked.push(folder);
        if (folder !== '/') throw new Error('ENOENT');
        return look(folder);
      },
    };

    expect((await doctor(company(), 'doctor', { disk })).verdicts('local-disk')).toEqual(['pass']);
    expect(looked).toEqual(['/state', '/']);
  });

  it('stops at once when the person stops it', async () => {
    const stopped = new AbortController();
    stopped.abort(new LifeboatError('interrupted', 'Interrupted.'));
    const one = company();
    one.azure.script('session.identity', () => {
      throw new Error('aborted');
    });

    const running = runLine(lifeboatOf(one), 'doctor', { signal: stopped.signal });

    await expect(running).rejects.toMatchObject({ code: 'interrupted' });
  });
});
