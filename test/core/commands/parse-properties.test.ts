import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../packages/core/src/commands/index.ts';
import { parseCommand } from '../../../packages/core/src/commands/parse.ts';
import type { Place } from '../../../packages/core/src/commands/place.ts';
import { splitLine } from '../../../packages/core/src/commands/split-line.ts';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import { sampleGrammar } from './sample-grammar.ts';

const grammar = [...sampleGrammar, ...commands];
const runs = { numRuns: 2_000, verbose: 1 } as const;

/** Words that come near to right ones, and words that come near to nothing. */
const word = fc.oneof(
  fc.constantFrom(
    'backup',
    'bakup',
    'schedule',
    'pause',
    'notify',
    'restore',
    'help',
    'one',
    '--',
    '-',
    '--all',
    '--all=1',
    '--timeout',
    '--timeout=5m',
    '5m',
    '--json',
    '--config',
    '-h',
    '-V',
    '-qh',
    '-xyz',
    '--no-color',
    '--no-all',
    '--__proto__',
    '--constructor=1',
    '__proto__',
    '',
    ' ',
    '=',
    '--=',
    '—all',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 6 }).map((text) => `--${text}`),
);

/** What went wrong, or null; anything but a usage error with its place fails the test. */
function mistake(parsing: () => unknown): Place | null {
  try {
    parsing();
    return null;
  } catch (error) {
    if (!(error instanceof LifeboatError)) throw error;
    expect(['usage', 'command-not-found']).toContain(error.code);
    const place = error.data?.place as Place;
    // One behind the last word, a space away, is where a missing one belongs.
    expect(place.column).toBeLessThanOrEqual(place.line.length + 2);
    expect(place.column).toBeGreaterThan(0);
    expect(place.length).toBeGreaterThan(0);
    return place;
  }
}

describe('any words at all', () => {
  it('are read, or refused with a place among them', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const place = mistake(() => parseCommand(grammar, words, 'cli'));

        if (place === null) return;
        expect(place.word).toBeGreaterThanOrEqual(1);
        expect(place.word).toBeLessThanOrEqual(words.length + 1);
        expect(place.text).toBe(words[place.word - 1] ?? '');
      }),
      runs,
    );
  });

  it('are read, or refused with a place in the line they were typed in', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(fc.oneof(word, fc.constantFrom('"', '“', '”', "'", '’', '\\', ' ')), {
          maxLength: 10,
        })
        .map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(line, (text) => {
        const place = mistake(() => parseCommand(grammar, splitLine(text), 'tui'));

        if (place !== null) expect(place.line).toBe(text);
      }),
      runs,
    );
  });

  it('keep their values when they are quoted and taken apart again', () => {
    const value = fc.string({ maxLength: 20 }).filter((text) => !/["“”„‟\\]/.test(text));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (values) => {
        const line = splitLine(values.map((text) => `"${text}"`).join(' '));

        expect(line.words.map(({ text }) => text)).toEqual(values);
      }),
      runs,
    );
  });
});
