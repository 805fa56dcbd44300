import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, resolvePrefix } from '../../../packages/core/src/domain/nearest.ts';

describe('the nearest name', () => {
  it.each([
    ['servces', ['services', 'storage'], 'services'],
    ['mian', ['main', 'other'], 'main'],
    ['MAIN', ['main'], 'main'],
    ['contoso-prdo', ['contoso-dr', 'contoso-prod'], 'contoso-prod'],
    ['x', ['y'], 'y'],
    ['elephant', ['mouse', 'cat'], null],
    ['', ['contoso'], null],
    ['main', [], null],
  ])('to "%s" among %j is %s', (word, names, expected) => {
    expect(nearest(word, names)).toBe(expected);
  });

  it('is always one of the names, or none', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (word, names) => {
        const found = nearest(word, names);
        expect(found === null || names.includes(found)).toBe(true);
        if (names.includes(word)) expect(found?.toLowerCase()).toBe(word.toLowerCase());
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a shortened name', () => {
  const names = ['contoso-prod', 'contoso-dr', 'fabrikam', 'fab'];

  it('stands for the only one that begins with it', () => {
    expect(resolvePrefix('contoso-p', names)).toEqual({ kind: 'one', name: 'contoso-prod' });
    expect(resolvePrefix('CONTOSO-D', names)).toEqual({ kind: 'one', name: 'contoso-dr' });
  });

  it('gives the whole name the preference', () => {
    expect(resolvePrefix('fab', names)).toEqual({ kind: 'one', name: 'fab' });
    expect(resolvePrefix('FAB', names)).toEqual({ kind: 'one', name: 'fab' });
  });

  it('is refused with all it could mean', () => {
    expect(resolvePrefix('contoso', names)).toEqual({
      kind: 'several',
      names: ['contoso-prod', 'contoso-dr'],
    });
  });

  it('gets the nearest name when nothing begins with it', () => {
    expect(resolvePrefix('fabrikan', names)).toEqual({ kind: 'none', nearest: 'fabrikam' });
  });

  it('means nothing when it is empty', () => {
    expect(resolvePrefix('', ['one'])).toEqual({ kind: 'none', nearest: null });
  });

  it('keeps names apart that differ in case only', () => {
    expect(resolvePrefix('A', ['a', 'A'])).toEqual({ kind: 'one', name: 'A' });
    expect(resolvePrefix('ab', ['aB', 'Ab'])).toEqual({ kind: 'several', names: ['aB', 'Ab'] });
  });
});
