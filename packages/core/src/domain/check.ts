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
