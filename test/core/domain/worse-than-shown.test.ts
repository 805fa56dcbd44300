import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check, CheckVerdict } from '../../../packages/core/src/domain/check.ts';
import {
  warningsThatMatter,
  worseThanShown,
} from '../../../packages/core/src/domain/worse-than-shown.ts';

const verdicts: readonly CheckVerdict[] = ['pass', 'warn', 'fail', 'skip', 'unknown'];
const names = ['idle', 'locks', ...warningsThatMatter];

function check(name: string, verdict: CheckVerdict): Check {
  return { name, verdict, measured: 'as it is', threshold: null, remedy: null, code: null };
}

function isWorse(name: string, shown: CheckVerdict, now: CheckVerdict): boolean {
  return worseThanShown([check(name, shown)], [check(name, now)]).length > 0;
}

describe('a check is worse than it was shown', () => {
  it('when it fails and did not', () => {
    expect(verdicts.filter((shown) => isWorse('idle', shown, 'fail'))).toEqual([
      'pass',
      'warn',
      'skip',
      'unknown',
    ]);
  });

  it('when it warns of another blob or environment and did not', () => {
    for (const name of warningsThatMatter) {
      const worse = verdicts.filter((shown) => isWorse(name, shown, 'warn'));
      expect(worse).toEqual(['pass', 'skip', 'unknown']);
    }
  });

  it('when it was not shown at all and fails', () => {
    expect(worseThanShown([], [check('locks', 'fail'), check('idle', 'warn')])).toEqual([
      check('locks', 'fail'),
    ]);
  });

  it('but not when it warns of something else, or can no longer be seen', () => {
    expect(verdicts.filter((shown) => isWorse('locks', shown, 'warn'))).toEqual([]);
    for (const name of names) {
      expect(verdicts.filter((shown) => isWorse(name, shown, 'unknown'))).toEqual([]);
    }
  });

  it('never against itself, and never for what does not fail or warn', () => {
    const checks = fc.array(
      fc.record({ name: fc.constantFrom(...names), verdict: fc.constantFrom(...verdicts) }),
    );
    fc.assert(
      fc.property(checks, checks, (shown, now) => {
        const [before, after] = [shown, now].map((all) =>
          all.map(({ name, verdict }) => check(name, verdict)),
        );
        expect(worseThanShown(after ?? [], after ?? [])).toEqual([]);
        for (const { verdict } of worseThanShown(before ?? [], after ?? []))
          expect(['fail', 'warn']).toContain(verdict);
      }),
    );
  });
});
