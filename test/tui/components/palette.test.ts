import { commandName, type KnownNames, noNames, parseCommand, splitLine } from '@lifeboat/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../packages/core/src/commands/index.ts';
import { typedLine } from '../../../packages/tui/src/components/edit-line.ts';
import {
  candidates,
  tuiCommands,
} from '../../../packages/tui/src/components/palette/candidates.ts';
import { dangerWords } from '../../../packages/tui/src/components/palette/danger-words.ts';
import {
  lineProblem,
  lineToRun,
} from '../../../packages/tui/src/components/palette/line-problem.ts';
import { paletteRows } from '../../../packages/tui/src/components/palette/palette-rows.ts';
import { completed, tabbed } from '../../../packages/tui/src/components/palette/take-candidate.ts';
import { typedWords } from '../../../packages/tui/src/components/palette/typed-words.ts';
import { widthOf } from '../../../packages/tui/src/format/spans.ts';
import { createTheme } from '../../../packages/tui/src/theme/theme.ts';

const names: KnownNames = {
  services: ['contoso-prod', 'contoso-dr', 'contoso-eu'].map((value) => ({ value, summary: '' })),
  backups: [{ value: 'b7k2m9x', name: 'contoso-prod.Premium.apimbackup', summary: 'yesterday' }],
  operations: [{ value: '0fab0000-0000-4000-8000-000000000010', summary: 'backup' }],
  storages: [{ value: 'main', summary: '' }],
  approvals: [{ value: 'a7k2m9x', summary: '' }],
};

const examples = tuiCommands.flatMap((definition) =>
  definition.examples.map(({ line }) => [line, definition] as const),
);

const valuesAt = (text: string): string[] => candidates(text, names).map(({ value }) => value);

describe.each(examples)('typing %s', (line, definition) => {
  it('completes at every character, and tab loses nothing of it', () => {
    for (const text of [line, line.replace('apim ', '')]) {
      for (let at = 0; at <= text.length; at += 1) {
        const typed = text.slice(0, at);
        const found = candidates(typed, names);
        const next = tabbed(typedLine(typed), found, null);
        const { start, words } = typedWords(typed);
        if (next === null) continue;
        expect(next.text.slice(0, start)).toBe(typed.slice(0, start));
        expect(typedWords(next.text.slice(0, next.at).trimEnd()).words.join(' ')).toContain(
          words.at(-1),
        );
      }
    }
  });

  it('is taken by enter as that command', () => {
    expect(lineProblem(line)).toBeNull();
    const { text, words } = splitLine(lineToRun(line));
    const parsed = parseCommand(commands, { text, words: words.slice(1) }, 'tui');
    expect(parsed).toMatchObject({ kind: 'run', definition: { path: definition.path } });
  });
});

describe('completion', () => {
  it('reads any text without failing, and never loses it with tab', () => {
    const pieces = fc.constantFrom(
      ...tuiCommands.map(commandName),
      ...[
        'contoso-',
        '--',
        '--reason',
        '--storage=',
        '"',
        "'",
        ' ',
        '  ',
        '\\',
        'latest:',
        '=',
        'é',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), fc.nat(40), (parts, cut) => {
        const text = parts.join('');
        const line = { text, at: Math.min(cut, text.length) };
        const before = text.slice(0, line.at);
        const next = tabbed(line, candidates(before, names), null);
        lineProblem(text);
        if (next === null) return;
        const { start } = typedWords(before);
        expect(next.text.startsWith(text.slice(0, start))).toBe(true);
        expect(next.text.endsWith(text.slice(line.at))).toBe(true);
      }),
    );
  });

  it.each([
    ['', 'services'],
    ['rest', 'restore'],
    ['export', 'analytics export'],
    ['backup ', 'contoso-prod'],
    ['backup prod', 'contoso-prod'],
    ['backup contoso-prod --st', '--storage'],
    ['backup contoso-prod --storage ', 'main'],
    ['backup contoso-prod --storage=', '--storage=main'],
    ['restore contoso-dr --from ', 'latest:contoso-prod'],
    ['restore contoso-dr --from b', 'b7k2m9x'],
    ['follow ', '0fab0000-0000-4000-8000-000000000010'],
    ['approve ', 'a7k2m9x'],
    ['help sched', 'schedule'],
    ['schedule ', 'pause'],
  ])('offers for "%s" %s', (text, value) => {
    expect(valuesAt(text)).toContain(value);
  });

  it('puts what begins as typed before what contains it', () => {
    expect(valuesAt('re')[0]).toMatch(/^re/);
    const found = valuesAt('backup');
    expect(found.slice(0, 2).toSorted()).toEqual(['backup', 'backups']);
  });

  it.each([
    ['rest', 'restore '],
    ['restore contoso-dr --fro', 'restore contoso-dr --from '],
    ['backup contoso-p', 'backup contoso-prod '],
    ['back', 'backup'],
  ])(
    'takes with tab the only one that begins with "%s", whatever else contains it',
    (text, next) => {
      expect(tabbed(typedLine(text), candidates(text, names), null)?.text).toBe(next);
    },
  );

  it('offers the flags of a command behind its values, and none that was given', () => {
    const found = valuesAt('restore contoso-dr --from b7k2m9x ');
    expect(found).toContain('--plan');
    expect(found).not.toContain('--from');
    expect(found).not.toContain('--json');
    expect(valuesAt('restore contoso-dr --from=b7k2m9x --')).not.toContain('--from');
  });

  it('offers neither commands nor flags that say nothing in here', () => {
    expect(valuesAt('')).not.toContain('watch');
    expect(valuesAt('services --')).not.toContain('--json');
    expect(valuesAt('services --')).toContain('--read-only');
  });

  it('quotes a value that needs it, and stands behind a word that is completed in the middle', () => {
    const value = { value: 'my service', summary: '' };
    expect(completed(typedLine('backup my'), value).text).toBe('backup "my service" ');

    const line = { text: 'backup con --plan', at: 10 };
    const next = completed(line, { value: 'contoso-prod', summary: '' });
    expect(next).toEqual({ text: 'backup contoso-prod --plan', at: 20 });
  });
});

describe('a wrong line', () => {
  it.each([
    ['bakcup contoso-prod', 0, 6, '`backup`'],
    ['apim bakcup', 5, 6, '`backup`'],
    ['services --redd', 9, 6, '--'],
    ['  reject a7 --reason', 12, 8, 'value'],
  ])('is pointed at in "%s"', (text, at, length, hint) => {
    const problem = lineProblem(text);
    expect(problem).toMatchObject({ at, length });
    expect(`${problem?.message} ${problem?.hint}`).toContain(hint);
  });

  it('is run when only its last quote is open', () => {
    expect(lineProblem('reject a7 --reason "wait for it')).toBeNull();
    expect(lineToRun('reject a7 --reason "wait for it')).toBe('reject a7 --reason "wait for it"');
  });
});

describe('the danger of a line', () => {
  const of = (name: string, ...words: string[]) => {
    const command = tuiCommands.find((one) => commandName(one) === name);
    return command === undefined ? undefined : dangerWords(command, [name, ...words])?.text;
  };

  it('is said in words', () => {
    expect(of('backup')).toContain('locks');
    expect(of('restore')).toContain('overwrites');
    expect(of('restore', '--confirm', 'a')).toContain('without being asked');
    expect(of('prune')).toContain('--yes deletes');
    expect(of('prune', '--yes')).toBe('deletes backups');
    expect(of('restore', '--plan')).toContain('stops');
    expect(of('services')).toBeUndefined();
  });
});

describe('its rows', () => {
  const sizes = [
    [60, 15],
    [80, 24],
    [200, 60],
  ] as const;

  it.each(sizes)('fit %i columns and %i rows, and are plain in ASCII', (columns, rows) => {
    const theme = createTheme('none', { unicode: false, moves: true });
    for (const text of ['', 'restore contoso-dr ', 'backup ', `note ${'x'.repeat(150)}`]) {
      const found = candidates(text, names);
      const problem = lineProblem(text);
      const drawn = paletteRows(
        { line: typedLine(text), found, marked: found.length - 1, problem },
        { columns, rows, theme },
      );
      expect(drawn.length).toBeLessThan(rows);
      for (const row of drawn) {
        expect(widthOf(row)).toBeLessThanOrEqual(columns);
        expect(row.map((part) => part.text).join('')).toMatch(/^[\x20-\x7e]*$/);
      }
    }
  });
});

it('completes without any names known', () => {
  expect(candidates('backup ', noNames).map(({ value }) => value)).toContain('--plan');
});
