import { describe, expect, it } from 'vitest';
import { type Parsed, parseCommand } from '../../../packages/core/src/commands/parse.ts';
import type { Place } from '../../../packages/core/src/commands/place.ts';
import { splitLine } from '../../../packages/core/src/commands/split-line.ts';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import { sampleGrammar } from './sample-grammar.ts';

function parse(...words: string[]): Parsed {
  return parseCommand(sampleGrammar, words, 'cli');
}

function run(...words: string[]): Extract<Parsed, { kind: 'run' }> {
  const parsed = parse(...words);
  if (parsed.kind !== 'run') throw new Error(`parsed as ${parsed.kind}`);
  return parsed;
}

function refusal(...words: string[]): { message: string; hint: string | null; place: Place } {
  try {
    parse(...words);
  } catch (error) {
    if (!(error instanceof LifeboatError)) throw error;
    return { message: error.message, hint: error.hint, place: error.data?.place as Place };
  }
  throw new Error('it was taken');
}

describe('a right line', () => {
  it('gives arguments and flags by name, with durations in milliseconds', () => {
    const { definition, input } = run(
      'backup',
      'one',
      '--timeout',
      '1h30m',
      'two',
      '--limit=20',
      '--all',
      '--force',
      'a',
      '--force',
      'b',
    );

    expect(definition.path).toEqual(['backup']);
    expect(input.many('service')).toEqual(['one', 'two']);
    expect(input.one('service')).toBe('one');
    expect(input.durationMs('timeout')).toBe(5_400_000);
    expect(input.number('limit')).toBe(20);
    expect(input.has('all')).toBe(true);
    expect(input.texts('force')).toEqual(['a', 'b']);
  });

  it('gives null, nothing and false for what was left out', () => {
    const { input } = run('backup', 'one');

    expect(input.durationMs('timeout')).toBeNull();
    expect(input.number('limit')).toBeNull();
    expect(input.text('reason')).toBeNull();
    expect(input.texts('force')).toEqual([]);
    expect(input.has('all')).toBe(false);
    expect(run('schedule').input.one('service')).toBeNull();
  });

  it('prefers the longest command name', () => {
    expect(run('schedule', 'pause', 'one').definition.path).toEqual(['schedule', 'pause']);
    expect(run('schedule').definition.path).toEqual(['schedule']);
  });

  it('takes global flags before, between and after', () => {
    const { globals, input } = run(
      '--config',
      'a.yaml',
      'backup',
      '--json',
      'one',
      '-q',
      '--read-only',
    );

    expect(globals).toMatchObject({
      config: 'a.yaml',
      json: true,
      quiet: true,
      readOnly: true,
      color: true,
    });
    expect(input.many('service')).toEqual(['one']);
  });

  it('takes words behind -- as arguments, whatever they look like', () => {
    expect(run('backup', '--', '--all', '-q').input.many('service')).toEqual(['--all', '-q']);
  });

  it('takes a value that begins with a dash only with an equals sign', () => {
    expect(run('backup', 'one', '--reason=-5 degrees').input.text('reason')).toBe('-5 degrees');
    expect(refusal('backup', 'one', '--reason', '--all').place).toMatchObject({
      word: 4,
      text: '--all',
    });
  });

  it('asks for help and version from anywhere, even in a line that is otherwise wrong', () => {
    expect(parse('--help')).toMatchObject({ kind: 'help', definition: null });
    expect(parse('backup', '--tmeout', '-h')).toMatchObject({
      kind: 'help',
      definition: { path: ['backup'] },
    });
    expect(parse('-V')).toMatchObject({ kind: 'version' });
  });

  it('names nothing when only global flags are there', () => {
    expect(parse()).toMatchObject({ kind: 'nothing' });
    expect(parse('--json')).toMatchObject({ kind: 'nothing', globals: { json: true } });
  });
});

describe('a wrong line', () => {
  it('names the command that was probably meant and points at the word', () => {
    const { hint, place } = refusal('--json', 'bakcup', 'one');

    expect(hint).toBe('Did you mean `backup`?');
    expect(place).toEqual({
      word: 2,
      text: 'bakcup',
      line: '--json bakcup one',
      column: 8,
      length: 6,
    });
  });

  it('refuses the beginning of a command name instead of guessing', () => {
    expect(refusal('back', 'one').hint).toContain('backup');
  });

  it('says which words may follow when a name is only half there', () => {
    expect(refusal('notify')).toMatchObject({
      hint: 'There is `notify test`.',
      place: { word: 2, text: '' },
    });
  });

  it.each([
    [['backup', 'one', '--tiemout', '5m'], 3, 'Did you mean `--timeout`?'],
    [['backup', 'one', '--jsno'], 3, 'Did you mean `--json`?'],
    [['--tiemout', '5m', 'backup', 'one'], 1, "A command's flags go behind its name."],
    [['backup', 'one', '-x'], 3, '`--help` shows the flags there are.'],
  ])('names the flag that was probably meant in %j', (words, word, hint) => {
    expect(refusal(...words)).toMatchObject({ hint, place: { word } });
  });

  it.each([
    ['a missing argument', ['backup'], 2, ''],
    ['an argument too many', ['show', 'a', 'b'], 3, 'b'],
    ['an argument where none is taken', ['schedule', 'now'], 2, 'now'],
    ['a flag without its value at the end', ['backup', 'a', '--timeout'], 3, '--timeout'],
    ['a switch with a value', ['backup', 'a', '--all=yes'], 3, '--all=yes'],
    ['a flag given twice', ['backup', 'a', '--limit', '1', '--limit', '2'], 5, '--limit'],
    ['a duration without a unit', ['backup', 'a', '--timeout', '30'], 4, '30'],
    ['a number that is none', ['backup', 'a', '--limit', 'ten'], 4, 'ten'],
    ['a number that is infinite', ['backup', 'a', '--limit', '1e999'], 4, '1e999'],
    ['a choice there is not', ['backup', 'a', '--access', 'systen-identity'], 4, 'systen-identity'],
    ['an empty argument', ['backup', ''], 2, ''],
    ['an empty value', ['backup', 'a', '--reason='], 3, '--reason='],
    ['a global flag without its value', ['schedule', '--config'], 2, '--config'],
  ])('points at %s', (_what, words, word, text) => {
    expect(refusal(...words).place).toMatchObject({ word, text });
  });

  it('names the nearest choice', () => {
    expect(refusal('backup', 'a', '--access', 'acces-key').hint).toContain('`access-key`');
  });

  it('gives an example that works when an argument is missing', () => {
    expect(refusal('show').hint).toContain('`apim show a`');
  });

  it('says where a command of another door works', () => {
    const parsing = () => parseCommand(sampleGrammar, ['show', 'a'], 'slack');

    expect(parsing).toThrow('does not work here');
  });

  it('points into the line as it was typed in a palette', () => {
    const typed = splitLine('backup   “contoso prod”  —tiemout 5m');
    const place = (() => {
      try {
        parseCommand(sampleGrammar, typed, 'slack');
      } catch (error) {
        return (error as LifeboatError).data?.place;
      }
      return null;
    })();

    expect(place).toMatchObject({ word: 3, text: '--tiemout', column: 26, length: 8 });
  });
});
