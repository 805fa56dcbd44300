import type { Binding, KeySection } from '../../keys/binding.ts';
import { fieldKeys } from '../../keys/field-keys.ts';
import { globalKeys } from '../../keys/global-keys.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { paletteKeys } from '../../keys/palette-keys.ts';

const moving: readonly Binding[] = listKeys;

/** The keys of a screen: its own, how one moves in it, and what works everywhere; each once. */
export function helpSections(screen: {
  title: string;
  keys: readonly Binding[];
  alsoKeys?: KeySection;
}): KeySection[] {
  const own = screen.keys.filter((binding) => !moving.includes(binding));
  const moves = screen.keys.filter((binding) => moving.includes(binding));
  return [
    { title: screen.title, bindings: own },
    ...(screen.alsoKeys === undefined ? [] : [screen.alsoKeys]),
    { title: 'Moving', bindings: moves },
    { title: 'Everywhere', bindings: globalKeys },
    { title: 'In the palette', bindings: paletteKeys },
    { title: 'While typing', bindings: fieldKeys },
  ].filter(({ bindings }) => bindings.length > 0);
}
