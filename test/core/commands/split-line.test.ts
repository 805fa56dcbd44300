import { describe, expect, it } from 'vitest';
import { splitLine } from '../../../packages/core/src/commands/split-line.ts';

function words(line: string): string[] {
  return splitLine(line).words.map((word) => word.text);
}

describe('a typed line', () => {
  it.each([
    ['', []],
    ['   ', []],
    ['backup contoso-prod', ['backup', 'contoso-prod']],
    ['  backup\t a\u00a0b ', ['backup', 'a', 'b']],
    ['note x "two words" end', ['note', 'x', 'two words', 'end']],
    ["note x 'two words'", ['note', 'x', 'two words']],
    ['note x ""', ['note', 'x', '']],
    ['--reason="bad deploy"', ['--reason=bad deploy']],
    ["--reason='bad deploy'", ['--reason=bad deploy']],
    ['a"b c"d', ['ab cd']],
    ['say "a \\"quote\\""', ['say', 'a "quote"']],
    ['two\\ words', ['two words']],
    ['C:\\temp', ['C:\\temp']],
    ["don't stop", ["don't", 'stop']],
    ["'don't stop'", ["don't stop"]],
  ])('takes %j apart', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it.each([
    ['—reason “bad deploy”', ['--reason', 'bad deploy']],
    ['–plan', ['--plan']],
    ['–h', ['-h']],
    ['—reason=‘don’t’', ['--reason=don’t']],
    ['note x “a — b – c”', ['note', 'x', 'a — b – c']],
    ['note x “—plan”', ['note', 'x', '—plan']],
  ])('makes plain what a chat program made of %j', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it('says where a quote is opened that is never closed', () => {
    expect(() => splitLine('note x "never')).toThrow(
      expect.objectContaining({
        code: 'usage',
        data: { place: { word: 3, text: '"never', line: 'note x "never', column: 8, length: 6 } },
      }),
    );
  });

  it('knows where each word stood', () => {
    expect(splitLine(' a "b c"').words).toEqual([
      { text: 'a', start: 1, end: 2 },
      { text: 'b c', start: 3, end: 8 },
    ]);
  });
});
