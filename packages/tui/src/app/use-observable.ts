import { useSyncExternalStore } from 'react';
import type { Observable } from './observable.ts';

/** The value now, drawn again when it changes. */
export function useObservable<T>(watched: Observable<T>): T {
  return useSyncExternalStore(watched.subscribe, watched.get, watched.get);
}
