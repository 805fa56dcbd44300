import type { Notice } from '../domain/notice.ts';

/** What became of handing a notice to a receiver. */
export type Delivered =
  | { kind: 'delivered' }
  /** It may take it later: no answer, 408, 429, 5xx. */
  | { kind: 'try-again'; words: string; retryAfterMs: number | null }
  /** It will not take it, ever: any other 4xx, a notifier that is not set up. */
  | { kind: 'refused'; words: string };

/** A way to be heard, such as a webhook. Slack and Teams are others. */
export type Notifier = {
  /** Unique, and the same after a restart; `Notice.deliveries` name it. No secret in it. */
  name: string;
  /** Whether it wants to hear of such a notice. `test` is always wanted. */
  wants(notice: Pick<Notice, 'event' | 'service'>): boolean;
  /**
   * Why this process cannot deliver by it, such as a secret that its environment lacks; null, or
   * absent, when it can. Another process may: nothing is lost by it.
   */
  problem?(): string | null;
  /** One try. Never throws, but rejects with the signal's reason. */
  deliver(notice: Notice, signal?: AbortSignal): Promise<Delivered>;
};
