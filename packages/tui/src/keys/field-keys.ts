import type { Binding } from './binding.ts';

/** What works while one types a line; `editLine` does it. */
export const fieldKeys: readonly Binding[] = [
  { action: 'left', keys: ['left', 'ctrl+b'], does: 'one character back' },
  { action: 'right', keys: ['right', 'ctrl+f'], does: 'one character on' },
  { action: 'begin', keys: ['home', 'ctrl+a'], does: 'to the begin' },
  { action: 'end', keys: ['end', 'ctrl+e'], does: 'to the end' },
  { action: 'erase', keys: ['backspace', 'ctrl+h'], does: 'take the character before away' },
  { action: 'delete', keys: ['delete'], does: 'take the character under the cursor away' },
  { action: 'erase-word', keys: ['ctrl+w'], does: 'take the word before away' },
  { action: 'erase-begin', keys: ['ctrl+u'], does: 'take everything before away' },
  { action: 'erase-end', keys: ['ctrl+k'], does: 'take everything behind away' },
];
