import type { Tone } from '@lifeboat/core';
import type { Notice } from '@lifeboat/core/live';
import type { Observable } from '../observable.ts';
import type { Toasts } from '../toasts.ts';
import type { Loading } from './model.ts';

const tones: Readonly<Record<Notice['severity'], Tone>> = {
  info: 'good',
  warning: 'warn',
  critical: 'bad',
};

/**
 * Says each notice that comes while the app is open, whichever door it came through, but what is told
 * otherwise. Returns the way to stop.
 */
export function toastNotices(
  live: Observable<Loading>,
  toasts: Pick<Toasts, 'say'>,
  since: number,
  isTold: (notice: Notice) => boolean = () => false,
): () => void {
  const told = new Set<string>();
  return live.subscribe(() => {
    const loading = live.get();
    if (loading.kind !== 'ready') return;
    for (const notice of loading.model.snapshot.all('notice')) {
      if (notice.at < since || told.has(notice.id)) continue;
      told.add(notice.id);
      // A begin is what one has just done, or sees.
      if (notice.event !== 'start' && !isTold(notice))
        toasts.say(tones[notice.severity], notice.title);
    }
  });
}
