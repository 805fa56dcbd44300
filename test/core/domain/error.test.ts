import { describe, expect, it } from 'vitest';
import {
  asLifeboatError,
  type ErrorCode,
  exitByCode,
  LifeboatError,
} from '../../../packages/core/src/domain/error.ts';

describe('the exit of an error', () => {
  it.each<[ErrorCode, number]>([
    ['azure-failed', 1],
    ['usage', 2],
    ['terminal-needed', 2],
    ['partial', 3],
    ['warnings', 3],
    ['not-signed-in', 4],
    ['not-allowed', 4],
    ['service-not-found', 5],
    ['service-busy', 6],
    ['operation-open', 6],
    ['backup-expired', 7],
    ['tier-has-no-backup', 7],
    ['not-confirmed', 7],
    ['read-only', 7],
    ['still-running', 8],
    ['config-invalid', 9],
    ['store-newer', 9],
    ['interrupted', 130],
  ])('for %s is %i', (code, exit) => {
    expect(exitByCode[code]).toBe(exit);
  });

  it('is one of those the documentation names', () => {
    const documented = new Set<number>([1, 2, 3, 4, 5, 6, 7, 8, 9, 130]);

    expect(Object.values(exitByCode).filter((exit) => !documented.has(exit))).toEqual([]);
  });
});

describe('an error', () => {
  it('carries null where nothing was given', () => {
    expect(new LifeboatError('usage', 'No.')).toMatchObject({
      code: 'usage',
      message: 'No.',
      hint: null,
      azure: null,
      data: null,
    });
  });

  it('of Lifeboat stays itself', () => {
    const error = new LifeboatError('held', 'Held.');

    expect(asLifeboatError(error)).toBe(error);
  });

  it.each([
    [new TypeError('boom'), 'boom'],
    ['text', 'text'],
    [undefined, 'undefined'],
  ])('of another kind becomes internal, with its cause kept', (thrown, words) => {
    const error = asLifeboatError(thrown);

    expect(error.code).toBe('internal');
    expect(error.message).toContain(words);
    expect(error.cause).toBe(thrown);
  });
});
