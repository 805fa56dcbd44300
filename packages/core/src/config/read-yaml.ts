import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { Mistake, Position, ValuePath } from './mistake.ts';
import { type PlacedValue, placeValues } from './place-values.ts';

/** A YAML text as plain data, with the place of everything in it; `value` is null when it cannot be read. */
export type YamlText = PlacedValue & { mistakes: Mistake[] };

/** The largest configuration that is read. A thousand services take about 300 KiB. Characters. */
export const textLimit = 512 * 1024;

/**
 * Reads a YAML 1.2 text as data: no tags beyond the core ones, no merge keys, aliases only within
 * bounds. Every mistake comes with its place; never throws.
 */
export function readYaml(text: string): YamlText {
  const unreadable = notReadable(text);
  if (unreadable !== null) return { ...nothing(), mistakes: [unreadable] };
  const lines = new LineCounter();
  const parsed = parse(text, lines);
  if (parsed === null) return { ...nothing(), mistakes: [fileMistake('is nested too deeply')] };
  const problems = [...parsed.errors, ...parsed.warnings];
  const mistakes = firstOfEachLine(problems.map((problem) => syntaxMistake(problem, lines)));
  // A key given twice leaves the rest readable; after other errors the rest would be guesswork.
  if (problems.some((problem) => problem.code !== 'DUPLICATE_KEY'))
    return { ...nothing(), mistakes };
  const placed = placeValues(parsed, (offset) => positionAt(lines, offset));
  return { ...placed, mistakes: [...mistakes, ...placed.mistakes] };
}

function parse(text: string, lines: LineCounter): Document.Parsed | null {
  try {
    // prettyErrors would quote the line, and with it perhaps a secret.
    return parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  } catch (error) {
    // The parser descends by recursion: thousands of open brackets end its stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function notReadable(text: string): Mistake | null {
  if (text.length > textLimit) {
    return fileMistake(`is larger than ${textLimit / 1024} KiB; is it a configuration?`);
  }
  // What decoders put in place of bytes that are not UTF-8; NUL shows UTF-16.
  const at = text.search(/[\uFFFD\0]/);
  if (at === -1) return null;
  const before = text.slice(0, at).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const message = 'has bytes here that are not UTF-8; save it as UTF-8';
  return { path: '', line: before.length, column, message, suggestion: null };
}

// What follows on the same line is mostly the parser's confusion over the first.
function firstOfEachLine(mistakes: readonly Mistake[]): Mistake[] {
  const byLine = new Map<number, Mistake>();
  for (const mistake of mistakes) {
    if (!byLine.has(mistake.line)) byLine.set(mistake.line, mistake);
  }
  return [...byLine.values()];
}

function syntaxMistake(problem: YAMLError, lines: LineCounter): Mistake {
  const position = positionAt(lines, problem.pos[0]);
  return { path: '', ...position, message: syntaxWords(problem), suggestion: null };
}

// The parser's own words never quote more than a tag's or an alias's name; the common traps get plainer ones.
function syntaxWords({ code, message }: YAMLError): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'has a key here that the same block already has';
    case 'TAB_AS_INDENT':
      return 'is indented with a tab here; YAML wants spaces';
    case 'TAG_RESOLVE_FAILED':
      return 'has a tag (!) here; a configuration needs none';
    case 'BAD_ALIAS':
      return 'has a value here that begins with * or &; put it in quotes';
    case 'MULTIPLE_DOCS':
      return 'has a second document (---) here; only one is read';
    default:
      return `cannot be read as YAML here (${message.split('\n')[0]})`;
  }
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function fileMistake(message: string): Mistake {
  return { path: '', line: 1, column: 1, message, suggestion: null };
}

function nothing(): PlacedValue {
  return { value: null, placeOf: (_path: ValuePath) => ({ line: 1, column: 1 }), mistakes: [] };
}
