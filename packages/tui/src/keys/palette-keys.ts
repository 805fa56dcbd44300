import type { Binding } from './binding.ts';

/** What works in the palette beside typing. */
export const paletteKeys: readonly Binding[] = [
  { action: 'complete', keys: ['tab'], does: 'complete, as far as there is one way on' },
  { action: 'choose', keys: ['down', 'up'], does: 'choose what to complete with' },
  { action: 'run', keys: ['enter'], does: 'take what is chosen, else run the line' },
  { action: 'before', keys: ['ctrl+p'], does: 'the line typed before' },
  { action: 'after', keys: ['ctrl+n'], does: 'the one after it' },
  { action: 'close', keys: ['esc'], does: 'choose nothing, then close' },
];
