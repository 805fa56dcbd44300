import type { Instant } from '../domain/instant.ts';
import type { Operation } from '../domain/operation.ts';
import type { ScheduledRun } from '../domain/scheduled-run.ts';
import type { Warning } from '../domain/warning.ts';

/** What a watch does and sees, told as it happens; a door makes lines of it. */
export type WatchEvent = { at: Instant } & (
  | { kind: 'watching'; services: number; scheduled: number; readOnly: boolean }
  /** A due time was taken; `late` when it was missed and is caught up. */
  | { kind: 'taken'; run: ScheduledRun; late: boolean }
  | { kind: 'started'; operation: Operation }
  /** It was somebody else's, or of before: this watch follows it now. */
  | { kind: 'adopted'; operation: Operation }
  | { kind: 'ended'; operation: Operation }
  /** A run that is tried again, or was given up. */
  | { kind: 'failed'; run: ScheduledRun }
  | { kind: 'warning'; warning: Warning }
  /** A part of the watch did not work; the others go on. Told once until the words change. */
  | { kind: 'trouble'; task: string; words: string }
  | { kind: 'mended'; task: string }
  | { kind: 'stopping' }
);

/** An event without its time. */
export type UntimedEvent = WatchEvent extends infer E
  ? E extends { at: Instant }
    ? Omit<E, 'at'>
    : never
  : never;

/** Tells an event. */
export type Tell = (event: UntimedEvent) => void;
