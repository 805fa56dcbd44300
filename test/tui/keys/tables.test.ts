import { fieldKeys, globalKeys, listKeys, paletteKeys, screens } from '@lifeboat/tui/app';
import { describe, expect, it } from 'vitest';
import { editLine } from '../../../packages/tui/src/components/edit-line.ts';
import { helpRows } from '../../../packages/tui/src/components/help/help-rows.ts';
import { helpSections } from '../../../packages/tui/src/components/help/help-sections.ts';
import { widthOf } from '../../../packages/tui/src/format/spans.ts';
import type { Binding } from '../../../packages/tui/src/keys/binding.ts';
import { createTheme } from '../../../packages/tui/src/theme/theme.ts';

const places: [string, readonly Binding[]][] = [
  ...screens.map(({ name, keys }): [string, readonly Binding[]] => [
    `${name} screen`,
    [...keys, ...globalKeys],
  ]),
  ...screens.flatMap(({ alsoKeys }): [string, readonly Binding[]][] =>
    alsoKeys === undefined ? [] : [[alsoKeys.title, alsoKeys.bindings]],
  ),
  ['list', [...listKeys, ...globalKeys]],
  ['palette', paletteKeys],
  ['field', fieldKeys],
];

describe.each(places)('the keys of the %s', (_, bindings) => {
  it('are each bound once', () => {
    const keys = bindings.flatMap((binding) => binding.keys);

    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('say what they do in a clause, and hint in a word or two', () => {
    for (const { keys, does, hint } of bindings) {
      expect(keys.length).toBeGreaterThan(0);
      expect(does).toMatch(/^\S.*[^.\s]$/);
      expect(does.length).toBeLessThanOrEqual(80);
      if (hint === undefined) continue;
      expect(hint.length).toBeLessThanOrEqual(14);
      expect(hint.split(' ').length).toBeLessThanOrEqual(2);
    }
  });

  it('leave ctrl-c to leaving', () => {
    expect(bindings.flatMap(({ keys }) => keys)).not.toContain('ctrl+c');
  });
});

it('change a line as they say', () => {
  const line = { text: 'one two', at: 4 };
  for (const key of fieldKeys.flatMap(({ keys }) => keys)) {
    expect(editLine(line, key), key).not.toEqual(line);
  }
});

describe('the help of a screen', () => {
  const sizes = [
    [56, true],
    [116, false],
    [128, true],
  ] as const;

  it.each(sizes)('shows every key once at %i columns, none wider', (width, unicode) => {
    const theme = createTheme('none', { unicode, moves: true });
    for (const screen of screens) {
      const sections = helpSections(screen);
      const shown = sections.flatMap(({ bindings }) => bindings);
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown).toEqual(expect.arrayContaining([...screen.keys, ...globalKeys]));
      for (const row of helpRows(sections, { width, theme })) {
        expect(widthOf(row)).toBeLessThanOrEqual(width);
      }
    }
  });

  it('has two columns where there is room for them', () => {
    const theme = createTheme('none', { unicode: true, moves: true });
    const screen = screens[0];
    const sections = screen === undefined ? [] : helpSections(screen);
    const narrow = helpRows(sections, { width: 76, theme });
    const wide = helpRows(sections, { width: 116, theme });

    expect(wide.length).toBeLessThan(narrow.length * 0.75);
  });
});
