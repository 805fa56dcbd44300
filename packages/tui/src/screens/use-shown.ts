import { useSyncExternalStore } from 'react';
import type { Route } from '../app/navigation/navigation.ts';
import { useSession } from '../app/session-context.ts';
import { homeOf } from './home.ts';
import { screenOf } from './index.ts';
import type { Screen } from './screen.ts';

/** The screen that is drawn for a route: where one would see the fleet, what stands in its place. */
export function useShown({ screen, about }: Route): Screen {
  const { lifeboat, live } = useSession();
  const home = useSyncExternalStore(live.subscribe, () => homeOf(lifeboat, live.get()));
  return screenOf(screen === 'fleet' && about === null ? home : screen);
}
