import type { ScreenName } from '../../screens/names.ts';
import { type Changing, observable } from '../observable.ts';

/** A screen and what it is about: a service's, an operation's or a job's id; null where it is about nothing. */
export type Route = { screen: ScreenName; about: string | null };

/** A screen one has been to; `kept` is where its cursor was, so that coming back finds it there. */
export type Entry = Route & { key: number; kept: Readonly<Record<string, unknown>> };

/** Where the person is and how they came. */
export type Navigation = Changing<readonly Entry[]> & {
  /** Opens a screen on top; the one that is open already is not opened twice. */
  open(route: Route): void;
  /** One step back. False at the first screen. */
  back(): boolean;
  /** Puts a screen in the place of the top one. */
  replace(route: Route): void;
  /** Back to the first screen, which `first` replaces when given. */
  home(first?: ScreenName): void;
  keep(key: number, name: string, value: unknown): void;
};

/** How many screens one may stack; the oldest but the first is forgotten beyond. */
const deepest = 50;

/** Navigation that begins at a screen. */
export function createNavigation(first: ScreenName): Navigation {
  let next = 0;
  const entry = ({ screen, about }: Route): Entry => ({ screen, about, key: next++, kept: {} });
  const stack = observable<readonly Entry[]>([entry({ screen: first, about: null })]);
  return {
    ...stack,
    open(route) {
      stack.update((all) => {
        const top = all.at(-1);
        if (top !== undefined && top.screen === route.screen && top.about === route.about)
          return all;
        const kept = all.length < deepest ? all : [...all.slice(0, 1), ...all.slice(2)];
        return [...kept, entry(route)];
      });
    },
    back() {
      const all = stack.get();
      if (all.length === 1) return false;
      stack.set(all.slice(0, -1));
      return true;
    },
    replace: (route) => stack.update((all) => [...all.slice(0, -1), entry(route)]),
    home: (screen) =>
      stack.update((all) =>
        screen === undefined ? all.slice(0, 1) : [entry({ screen, about: null })],
      ),
    keep(key, name, value) {
      stack.update((all) =>
        all.map((one) =>
          one.key === key && !Object.is(one.kept[name], value)
            ? { ...one, kept: { ...one.kept, [name]: value } }
            : one,
        ),
      );
    },
  };
}
