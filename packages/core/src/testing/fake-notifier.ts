import type { Notice } from '../domain/notice.ts';
import type { Delivered, Notifier } from '../ports/notifier.ts';

/** A notifier that keeps what it was given. */
export type FakeNotifier = Notifier & {
  readonly received: readonly Notice[];
  /** The next answers, in turn; afterwards it delivers. `hang` never answers. */
  answer(...answers: (Delivered | 'hang')[]): void;
};

/** A {@link FakeNotifier} that wants every notice unless `wants` says otherwise. */
export function fakeNotifier(name: string, wants: Notifier['wants'] = () => true): FakeNotifier {
  const received: Notice[] = [];
  const answers: (Delivered | 'hang')[] = [];
  return {
    name,
    wants,
    received,
    answer: (...more) => void answers.push(...more),
    async deliver(notice, signal) {
      const next = answers.shift() ?? { kind: 'delivered' };
      if (next === 'hang') {
        return new Promise((_, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true }),
        );
      }
      if (next.kind === 'delivered') received.push(structuredClone(notice));
      return next;
    },
  };
}
