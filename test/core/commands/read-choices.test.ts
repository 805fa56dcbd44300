import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChoices } from '../../../packages/core/src/commands/run/read-choices.ts';

const list = ['prod', 'dr', 'pay', 'contoso-1', 'dev'].map((name) => ({
  value: `/subscriptions/s/${name}`,
  name,
}));
const all = list.slice(0, 3).map(({ value }) => value);

function names(typed: string): string[] | string {
  const read = readChoices(typed, list, all);
  return read.ok ? read.values.map((value) => value.slice('/subscriptions/s/'.length)) : read.words;
}

describe('several choices in a line', () => {
  it.each([
    ['1', ['prod']],
    ['1,3', ['prod', 'pay']],
    ['1 3-5', ['prod', 'pay', 'contoso-1', 'dev']],
    ['3 - 5, 1', ['pay', 'contoso-1', 'dev', 'prod']],
    ['5-4', ['contoso-1', 'dev']],
    ['2,2 1-2', ['dr', 'prod']],
    ['all', ['prod', 'dr', 'pay']],
    ['ALL 5', ['prod', 'dr', 'pay', 'dev']],
    ['Contoso-1; /subscriptions/S/dev', ['contoso-1', 'dev']],
  ])('%s picks %j', (typed, picked) => {
    expect(names(typed)).toEqual(picked);
  });

  it.each([
    ['', 'Please answer. Type numbers from 1 to 5, such as "1 3-5", or all.'],
    [' , ', 'Please answer. Type numbers from 1 to 5, such as "1 3-5", or all.'],
    ['0', 'There is no 0 in the list. Type numbers from 1 to 5, such as "1 3-5", or all.'],
    ['1 6', 'There is no 6 in the list. Type numbers from 1 to 5, such as "1 3-5", or all.'],
    ['4-99999999999', /^There is no 99999999999 in the list\./],
    ['pya', 'Nothing in the list is called "pya". Did you mean pay?'],
    ['1-', /^Nothing in the list is called "1-"\. Type numbers/],
    ['-3', /^Nothing in the list is called "-3"\./],
  ])('%j is refused with what to type', (typed, words) => {
    expect(names(typed)).toEqual(typeof words === 'string' ? words : expect.stringMatching(words));
  });

  it('does not let `all` mean nothing', () => {
    expect(readChoices('all', list, [])).toEqual({
      ok: false,
      words: expect.stringContaining('None of these can be backed up'),
    });
  });

  it('picks only what is in the list, nothing twice, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const read = readChoices(typed, list, all);
        if (!read.ok) return read.words !== '';
        const known = list.map(({ value }) => value);
        return (
          read.values.length > 0 &&
          new Set(read.values).size === read.values.length &&
          read.values.every((value) => known.includes(value))
        );
      }),
    );
  });
});
