import { LifeboatError } from '../domain/error.ts';
import type { Line, Place, Word } from './place.ts';

const doubleQuotes = '"“”„‟';
const singleQuotes = "'‘’‚‛";
const dashes = /^[—–]+/;

/**
 * Takes one typed line apart, as a small shell would: words, quotes, backslash before a quote, a
 * space or a backslash. Chat programs replace what people type, so curly quotes quote, and a dash
 * that stands at the start of a word is the two hyphens (or, before a single letter, the one) that
 * were typed. A single quote inside a word is an apostrophe.
 * Errors: `usage`, with its place, for a quote that is never closed.
 */
export function splitLine(text: string): Line {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text, at)) {
      at += 1;
      continue;
    }
    const word = readWord(text, at);
    words.push(word);
    at = word.end;
  }
  return { text, words };
}

function readWord(text: string, start: number): Word {
  let value = '';
  let at = start;
  while (at < text.length && !isSpace(text, at)) {
    const character = text.charAt(at);
    if (character === '\\' && isEscapable(text.charAt(at + 1))) {
      value += text.charAt(at + 1);
      at += 2;
    } else if (opensQuote(text, at, start)) {
      const quoted = readQuoted(text, at);
      value += quoted.value;
      at = quoted.end;
    } else {
      value += character;
      at += 1;
    }
  }
  const plain = dashes.test(text.charAt(start)) ? plainDashes(value) : value;
  return { text: plain, start, end: at };
}

function opensQuote(text: string, at: number, start: number): boolean {
  if (doubleQuotes.includes(text.charAt(at))) return true;
  const first = at === start || text.charAt(at - 1) === '=';
  return first && singleQuotes.includes(text.charAt(at));
}

function readQuoted(text: string, open: number): { value: string; end: number } {
  const double = doubleQuotes.includes(text.charAt(open));
  let value = '';
  for (let at = open + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (double && character === '\\' && isEscapable(text.charAt(at + 1))) {
      at += 1;
      value += text.charAt(at);
    } else if (double ? doubleQuotes.includes(character) : closesSingle(text, at)) {
      return { value, end: at + 1 };
    } else {
      value += character;
    }
  }
  throw unclosed(text, open);
}

/** Only a quote at the end of a word closes, so that an apostrophe inside does not. */
function closesSingle(text: string, at: number): boolean {
  return (
    singleQuotes.includes(text.charAt(at)) && (at + 1 === text.length || isSpace(text, at + 1))
  );
}

function plainDashes(value: string): string {
  const rest = value.replace(dashes, '');
  return `${rest.length === 1 ? '-' : '--'}${rest}`;
}

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}

function isEscapable(character: string): boolean {
  return character !== '' && (/[\s\\]/.test(character) || isQuote(character));
}

function isQuote(character: string): boolean {
  return doubleQuotes.includes(character) || singleQuotes.includes(character);
}

function unclosed(text: string, open: number): LifeboatError {
  const before = text.slice(0, open).trim();
  const place: Place = {
    word: before === '' ? 1 : before.split(/\s+/).length + 1,
    text: text.slice(open),
    line: text,
    column: open + 1,
    length: text.length - open,
  };
  return new LifeboatError('usage', 'A quote is opened here and never closed.', {
    hint: 'Close the quote, or put a backslash before it.',
    data: { place },
  });
}
