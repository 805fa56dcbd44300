import type { Key } from 'ink';

/** More than this at once was not typed: it was pasted by a terminal without bracketed paste. */
export const mostTypedAtOnce = 32;

/**
 * The keys of one input event by their names: `enter`, `esc`, `up`, `ctrl+d`, `shift+tab`, `space`,
 * or the character itself. Quick typing arrives as several at once. Empty for what is no key.
 */
export function keyNames(input: string, key: Key): string[] {
  const named = namedKey(key);
  if (named !== null) return [named];
  if (key.ctrl) return input === '' ? [] : [`ctrl+${input === ' ' ? 'space' : input}`];
  if (key.meta) return input === '' ? [] : [`alt+${input}`];
  if (input.length > mostTypedAtOnce) return [];
  return Array.from(input).flatMap((character) => {
    if (character === ' ') return ['space'];
    if (character === '\r' || character === '\n') return ['enter'];
    if (character === '\t') return ['tab'];
    const control = controlKey(character);
    if (control !== null) return [control];
    return /\p{C}/u.test(character) ? [] : [character];
  });
}

/** A key held down with ctrl on a slow line arrives as several control characters at once. */
function controlKey(character: string): string | null {
  const code = character.charCodeAt(0);
  return code >= 1 && code <= 26 ? `ctrl+${String.fromCharCode(code + 96)}` : null;
}

function namedKey(key: Key): string | null {
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.pageUp) return 'pageup';
  if (key.pageDown) return 'pagedown';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.return) return 'enter';
  if (key.escape) return 'esc';
  if (key.tab) return key.shift ? 'shift+tab' : 'tab';
  if (key.backspace) return 'backspace';
  if (key.delete) return 'delete';
  return null;
}
