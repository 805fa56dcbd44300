/** A line being typed; the cursor stands before the character at `at`, in UTF-16 units. */
export type TypedLine = { text: string; at: number };

/** Longer lines than any command or answer needs are cut: a paste of a megabyte is no answer. */
export const longestLine = 2_000;

/** A line with the cursor at its end. */
export function typedLine(text: string): TypedLine {
  return { text, at: text.length };
}

/** The line after a key of that name; the same when the key does nothing in a line. */
export function editLine(line: TypedLine, key: string): TypedLine {
  const { text, at } = line;
  switch (key) {
    case 'left':
    case 'ctrl+b':
      return { text, at: before(text, at) };
    case 'right':
    case 'ctrl+f':
      return { text, at: after(text, at) };
    case 'home':
    case 'ctrl+a':
      return { text, at: 0 };
    case 'end':
    case 'ctrl+e':
      return { text, at: text.length };
    case 'backspace':
    case 'ctrl+h':
      return cut(text, before(text, at), at);
    case 'delete':
      return cut(text, at, after(text, at));
    case 'ctrl+u':
      return cut(text, 0, at);
    case 'ctrl+k':
      return { text: text.slice(0, at), at };
    case 'ctrl+w':
    case 'alt+backspace':
      return cut(text, /\S*\s*$/.exec(text.slice(0, at))?.index ?? 0, at);
    case 'space':
      return insert(line, ' ');
    default:
      return Array.from(key).length === 1 ? insert(line, key) : line;
  }
}

/** The line with a text put in; line breaks become spaces, other control characters nothing. */
export function insert({ text, at }: TypedLine, given: string): TypedLine {
  const room = Math.max(0, longestLine - text.length);
  const safe = given
    .slice(0, longestLine * 2)
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/\p{C}/gu, '')
    .slice(0, room);
  return { text: text.slice(0, at) + safe + text.slice(at), at: at + safe.length };
}

function cut(text: string, from: number, to: number): TypedLine {
  return { text: text.slice(0, from) + text.slice(to), at: from };
}

/** A step over a whole character, also one of two units. */
function before(text: string, at: number): number {
  const character = Array.from(text.slice(0, at)).at(-1);
  return at - (character?.length ?? 0);
}

function after(text: string, at: number): number {
  const [character] = text.slice(at);
  return Math.min(text.length, at + (character?.length ?? 0));
}
