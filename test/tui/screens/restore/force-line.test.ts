import { LifeboatError } from '@lifeboat/core';
import { describe, expect, it } from 'vitest';
import { forceLine } from '../../../../packages/tui/src/screens/restore/force-line.ts';

const line = 'apim restore contoso-dr --from b1';
const check = (name: string, verdict: 'fail' | 'pass') => ({
  name,
  verdict,
  measured: '',
  threshold: null,
  remedy: null,
  code: null,
});
const refused = (...checks: ReturnType<typeof check>[]) =>
  new LifeboatError('check-failed', 'No.', { data: { checks } });

describe('the line that overrides what stopped a restore', () => {
  it('names each failed check, and leaves the reason to be written', () => {
    const error = refused(check('idle', 'fail'), check('tier', 'pass'), check('expired', 'fail'));
    expect(forceLine(line, error)).toBe(
      'restore contoso-dr --from b1 --force idle --force expired --reason "',
    );
  });

  it('is not offered where one of them may not be overridden', () => {
    expect(forceLine(line, refused(check('idle', 'fail'), check('same-tier', 'fail')))).toBeNull();
  });

  it('is not offered where no check failed', () => {
    expect(forceLine(line, new LifeboatError('not-confirmed', 'No.'))).toBeNull();
  });
});
