import type { ErrorCode } from './error.ts';

/** What a check found. Only `fail` blocks; `unknown` means it could not look, and says why. */
export type CheckVerdict = 'pass' | 'warn' | 'fail' | 'skip' | 'unknown';

/** One named check: what was measured against what, and what helps. */
export type Check = {
  /** Kebab-case, stable: `--force NAME` uses it. */
  name: string;
  verdict: CheckVerdict;
  /** What was seen, in words. */
  measured: string;
  /** What it had to be, in words; null where there is no bound. */
  threshold: string | null;
  remedy: string | null;
  /** The code an error gets when this check stops something; for `fail` only. */
  code: ErrorCode | null;
};

/** The verdicts that a check of this name may give, each with what was measured. */
export function verdictsOf(base: Pick<Check, 'name' | 'threshold'>) {
  const check = (verdict: CheckVerdict, measured: string, remedy: string | null): Check => ({
    ...base,
    verdict,
    measured,
    remedy,
    code: null,
  });
  return {
    pass: (measured: string): Check => check('pass', measured, null),
    skip: (measured: string): Check => check('skip', measured, null),
    warn: (measured: string, remedy: string): Check => check('warn', measured, remedy),
    /** Only for what Azure is certain to refuse, and for rules of our own. */
    fail: (measured: string, remedy: string, code: ErrorCode): Check => ({
      ...check('fail', measured, remedy),
      code,
    }),
    /** Could not look: never stops anything. */
    unknown: ({ words, remedy }: { words: string; remedy: string | null }): Check =>
      check('unknown', words, remedy),
  };
}
