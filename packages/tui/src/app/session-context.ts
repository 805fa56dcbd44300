import { createContext, useContext } from 'react';
import type { Theme } from '../theme/theme.ts';
import type { Session } from './session.ts';
import { useObservable } from './use-observable.ts';

/** Where screens find the session. */
export const SessionContext = createContext<Session | null>(null);

/** The session. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('A screen is drawn outside of the app.');
  return session;
}

/** How things look now. */
export function useTheme(): Theme {
  return useObservable(useSession().theme);
}

/** The time now, moving once a second. Milliseconds since the epoch. */
export function useNow(): number {
  return useObservable(useSession().ticks);
}
