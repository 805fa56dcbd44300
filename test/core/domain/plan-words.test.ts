import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../packages/core/src/domain/plan.ts';
import { planRows, planTitle } from '../../../packages/core/src/domain/plan-words.ts';
import { shellWord } from '../../../packages/core/src/domain/shell-word.ts';
import { inTurn } from '../../../packages/core/src/domain/typical.ts';
import { aPlan, hourMs, now } from './build-records.ts';

function row(name: string, differs: Partial<Plan>): string | undefined {
  return planRows(aPlan({ kind: 'restore', ...differs }), now).find((one) => one.name === name)
    ?.value;
}

const run = (minutes: number) => ({
  medianMs: minutes * 60_000,
  shortestMs: minutes * 60_000,
  longestMs: 2 * minutes * 60_000,
  runs: minutes,
});

describe('a plan in words', () => {
  it('says who asks: whom Azure sees, and through which door', () => {
    expect(row('who', {})).toBe(
      'ana@contoso.example, object 44444444-4444-4444-8444-444444444444; ana on laptop (cli)',
    );
    expect(row('who', { who: null })).toBe(
      'ana on laptop (cli); the sign-in does not tell who it is',
    );
  });

  it.each([
    [{ from: 'production', to: 'production' }, false, 'production'],
    [{ from: 'production', to: 'test' }, false, 'from production into test'],
    [{ from: 'production', to: 'test' }, true, 'from production into test, which may be crossed'],
    [{ from: null, to: 'test' }, false, 'from an unnamed one into test'],
    [{ from: null, to: null }, false, undefined],
  ])('says from where to where: %o', (environments, crossEnvironment, words) => {
    const overrides = { forced: [], crossEnvironment, fresh: false };

    expect(row('environment', { environments, overrides })).toBe(words);
  });

  it.each([
    [null, 'wanted of raj or zoe'],
    ['open', 'wanted of raj or zoe; a000001 waits until 23 Nov 13:00 UTC (in 60 min)'],
    ['approved', 'a000001 is approved, until 23 Nov 13:00 UTC (in 60 min)'],
    ['rejected', 'wanted of raj or zoe; a000001 is rejected'],
    ['ended', 'wanted of raj or zoe; a000001 is ended'],
  ] as const)('says whether a second person is wanted: %s', (state, words) => {
    const request = state === null ? null : { id: 'a000001', state, endsAt: now + hourMs };

    expect(row('second person', { approval: { by: ['raj', 'zoe'], request } })).toBe(words);
  });

  it('says that nobody may decide where only the one who asks is named', () => {
    expect(row('second person', { approval: { by: [], request: null } })).toBe(
      'wanted, and nobody else may decide',
    );
    expect(row('second person', {})).toBeUndefined();
  });

  it('says what is overridden, and what it is bound by', () => {
    const overrides = { forced: ['expired', 'locks'], crossEnvironment: false, fresh: false };

    expect(row('overridden', { overrides })).toBe('expired, locks');
    expect(row('plan', {})).toBe('aaaaaaaaaaaa');
  });

  it('says what is made first', () => {
    const fresh = {
      service: 'contoso-prod',
      azureName: 'contoso-prod',
      account: 'st',
      container: 'backups',
      blobName: 'n',
      access: 'access-key' as const,
      checks: [],
    };

    expect(row('from', { fresh })).toBe('contoso-prod, which is backed up first (access-key)');
    expect(planTitle(aPlan({ kind: 'restore' }))).toBe(
      'Restore into contoso  Premium · westeurope',
    );
  });

  it('says how long all steps take, and which nobody has timed', () => {
    const restore = { what: 'restore' as const, service: 'dr', expected: run(4) };
    const safety = { what: 'safety-backup' as const, service: 'dr', expected: run(2) };
    const fresh = { what: 'fresh-backup' as const, service: 'prod', expected: null };
    const steps = [fresh, safety, restore];

    expect(inTurn([safety.expected, restore.expected])).toEqual({
      medianMs: 6 * 60_000,
      shortestMs: 6 * 60_000,
      longestMs: 12 * 60_000,
      runs: 2,
    });
    expect(inTurn([safety.expected, null])).toBeNull();
    expect(row('takes', { steps, expected: inTurn(steps.map(({ expected }) => expected)) })).toBe(
      'usually 6 min (6 min to 12 min in 2 runs), and the fresh backup of prod, which nobody has timed yet',
    );
  });
});

describe('a word of a command line', () => {
  it('is quoted only where a shell would read something into it', () => {
    expect(shellWord('latest:contoso-prod')).toBe('latest:contoso-prod');
    expect(shellWord('it costs $5 "now"')).toBe('"it costs \\$5 \\"now\\""');
    expect(shellWord('')).toBe('""');
  });
});
