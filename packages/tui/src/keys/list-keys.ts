import type { Binding } from './binding.ts';

/** How one moves in every list. */
export type ListAction = 'up' | 'down' | 'page-up' | 'page-down' | 'top' | 'bottom' | 'filter';

/** See {@link ListAction}. */
export const listKeys: readonly Binding<ListAction>[] = [
  { action: 'up', keys: ['up', 'k'], does: 'one up' },
  { action: 'down', keys: ['down', 'j'], does: 'one down' },
  { action: 'page-up', keys: ['pageup', 'ctrl+u'], does: 'a page up' },
  { action: 'page-down', keys: ['pagedown', 'ctrl+d'], does: 'a page down' },
  { action: 'top', keys: ['g', 'home'], does: 'to the first' },
  { action: 'bottom', keys: ['G', 'end'], does: 'to the last' },
  { action: 'filter', keys: ['/'], does: 'show only what contains a text', hint: 'filter' },
];

/** How one moves in a text that is longer than its room. */
export const scrollKeys: readonly Binding<ListAction>[] = listKeys.filter(
  ({ action }) => action !== 'filter',
);
