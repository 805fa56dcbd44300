import { rebuiltStoreWords, type Store } from '@lifeboat/core/live';
import type { Toasts } from '../toasts.ts';

/** Says it when the store was damaged and rebuilt; `status` says what could not be brought back. */
export function toastRecovery(store: Pick<Store, 'recovery'>, toasts: Pick<Toasts, 'say'>): void {
  store.recovery().then(
    (recovery) => {
      if (recovery === null) return;
      const [first = ''] = rebuiltStoreWords(recovery);
      const more = recovery.lost.length > 0 ? ' :status says what was lost.' : '';
      toasts.say('warn', `${first}${more}`);
    },
    // A store that cannot be read says so by itself.
    () => undefined,
  );
}
