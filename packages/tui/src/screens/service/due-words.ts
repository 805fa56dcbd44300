import { relativeTime } from '@lifeboat/core';
import type { ServiceDue } from '@lifeboat/core/follow';
import { utcTimeAndRelative } from '@lifeboat/core/live';

/** What becomes of a schedule now: when it starts next, or what keeps it; null without a schedule. */
export function dueWords({ due }: ServiceDue, next: number | null, now: number): string | null {
  const then = next === null ? 'never again' : `next ${utcTimeAndRelative(next, now)}`;
  switch (due.kind) {
    case 'none':
      return null;
    case 'take':
      return due.late ? `missed ${relativeTime(due.dueAt, now)}, due now` : 'due now';
    case 'taken':
      return 'about to start';
    case 'wait':
      return then;
    case 'retry':
      return `failed, tried again ${utcTimeAndRelative(due.at, now)}`;
    case 'given-up':
      return `failed for good, ${then}`;
    case 'running':
      return `running, ${then}`;
    case 'restoring':
      return 'waits for the restore';
    case 'held':
      return 'held';
    case 'paused':
      return 'paused';
    case 'read-only':
      return 'rests while read-only';
    default:
      return due satisfies never;
  }
}
