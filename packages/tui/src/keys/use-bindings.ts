import type { Binding } from './binding.ts';
import { useTyped } from './use-typed.ts';

/** What each action does; one that is left out does nothing here. */
export type Handlers<Action extends string> = Partial<Record<Action, () => void>>;

/** Listens for the keys of a table while `isActive`. */
export function useBindings<Action extends string>(
  bindings: readonly Binding<Action>[],
  handlers: Handlers<Action>,
  isActive: boolean,
): void {
  useTyped((typed) => {
    if (typed.kind !== 'key') return;
    const binding = bindings.find(({ keys }) => keys.includes(typed.name));
    if (binding !== undefined) handlers[binding.action]?.();
  }, isActive);
}
