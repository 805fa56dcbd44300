import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { complete, noNames } from '../../../packages/core/src/commands/complete.ts';
import { commandName } from '../../../packages/core/src/commands/find-command.ts';
import { globalFlags } from '../../../packages/core/src/commands/globals.ts';
import {
  commandReport,
  exitMeanings,
  overviewReport,
} from '../../../packages/core/src/commands/help.ts';
import { commands } from '../../../packages/core/src/commands/index.ts';
import { parseCommand } from '../../../packages/core/src/commands/parse.ts';
import { splitLine } from '../../../packages/core/src/commands/split-line.ts';
import { exitByCode } from '../../../packages/core/src/domain/error.ts';

const named = commands.map((definition) => [commandName(definition), definition] as const);
const folder = new URL('../../../packages/core/src/commands/', import.meta.url);

describe.each(named)('%s', (name, definition) => {
  it('explains itself, its arguments, its flags and its exits', () => {
    const text = JSON.stringify(commandReport(definition).blocks);

    expect(definition.summary).not.toMatch(/\.$/);
    expect(definition.description.length).toBeGreaterThan(20);
    for (const part of [...definition.arguments, ...definition.flags]) {
      expect(part.summary.length).toBeGreaterThan(2);
      expect(text).toContain(part.name);
    }
    expect(text).toContain('"130"');
  });

  it('has at least two examples, which parse to it', () => {
    expect(definition.examples.length).toBeGreaterThanOrEqual(2);
    for (const { line } of definition.examples) {
      const { text, words } = splitLine(line);
      expect(words[0]?.text).toBe('apim');
      const parsed = parseCommand(commands, { text, words: words.slice(1) }, 'cli');
      expect(parsed).toMatchObject({ kind: 'run', definition: { path: definition.path } });
    }
  });

  it('completes its name and its flags', () => {
    const words = name.split(' ');
    const begun = [...words.slice(0, -1), words.at(-1)?.slice(0, 1) ?? ''];
    const values = (line: string[]): string[] =>
      complete({ grammar: commands, words: line, names: noNames }).map(({ value }) => value);

    expect(values(begun)).toContain(words.at(-1));
    expect(values([...words, '--'])).toEqual(
      [...definition.flags, ...globalFlags].map((flag) => `--${flag.name}`),
    );
  });

  it('has no flag that is also a global one, and `many` only on its last argument', () => {
    const globals = globalFlags.map((flag) => flag.name);

    expect(definition.flags.filter((flag) => globals.includes(flag.name))).toEqual([]);
    expect(definition.arguments.slice(0, -1).filter((argument) => argument.many)).toEqual([]);
  });
});

describe('the list', () => {
  it('explains every exit code there is, once', () => {
    const exits = exitMeanings.map(({ exit }) => exit);

    expect(exits).toEqual([...new Set([0, ...Object.values(exitByCode)])].sort((a, b) => a - b));
  });

  it('names every command once, and the overview shows them all', () => {
    const names = commands.map(commandName);
    const overview = JSON.stringify(overviewReport(commands, 'cli').blocks);

    expect(new Set(names).size).toBe(names.length);
    for (const definition of commands.filter((one) => one.doors.includes('cli'))) {
      expect(overview).toContain(definition.summary);
    }
  });

  it('holds every definition file, so that none is forgotten', () => {
    const defined = readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .flatMap(
        (file) =>
          /export const \w+Command\b/.exec(readFileSync(new URL(file, folder), 'utf8')) ?? [],
      );

    expect(defined.length).toBe(commands.length);
  });

  it('loads nothing but types, the grammar and pure domain code', () => {
    const seen = new Set<string>();
    const follow = (url: URL): void => {
      if (seen.has(url.href)) return;
      seen.add(url.href);
      const { module } = parseSync(url.pathname, readFileSync(url, 'utf8'));
      const imports = module.staticImports.filter(
        (one) => one.entries.length === 0 || one.entries.some((entry) => !entry.isType),
      );
      const exports = module.staticExports.flatMap((one) =>
        one.entries.filter((entry) => !entry.isType).flatMap((entry) => entry.moduleRequest ?? []),
      );
      for (const { value } of [...imports.map((one) => one.moduleRequest), ...exports]) {
        if (value.startsWith('.')) follow(new URL(value, url));
        else expect(['node:util', 'fastest-levenshtein']).toContain(value);
      }
    };
    follow(new URL('index.ts', folder));
    const rooms = new Set([...seen].map((href) => href.split('/src/')[1]?.split('/')[0]));

    expect(seen.size).toBeGreaterThan(commands.length);
    expect([...rooms].sort()).toEqual(['commands', 'domain']);
  });
});
