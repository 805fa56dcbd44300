import { createContext, useContext } from 'react';
import type { Entry } from '../app/navigation/navigation.ts';
import { useSession } from '../app/session-context.ts';

/** The entry that a screen is drawn for. */
export const EntryContext = createContext<Entry | null>(null);

/** The entry that this screen is drawn for. */
export function useEntry(): Entry {
  const entry = useContext(EntryContext);
  if (entry === null) throw new Error('A screen is drawn without its entry.');
  return entry;
}

/** A value that is still there when one comes back to the screen. */
export function useKept<T>(name: string, initial: T): [T, (value: T) => void] {
  const { navigation } = useSession();
  const { key, kept } = useEntry();
  // Only this hook writes the name, always with its own type.
  const value = name in kept ? (kept[name] as T) : initial;
  return [value, (next) => navigation.keep(key, name, next)];
}
