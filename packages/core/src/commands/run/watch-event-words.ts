import { formatDuration } from '../../domain/duration.ts';
import type { Operation } from '../../domain/operation.ts';
import { relativeTime, utcTime, utcTimeAndRelative } from '../../domain/relative-time.ts';
import type { WatchEvent } from '../../workflows/watch-events.ts';
import type { Block, Tone } from '../report.ts';

/** An event of the watch as one line, with its time in UTC before it. */
export function watchEventLine(event: WatchEvent): Block {
  const { tone, text } = wordsOf(event);
  return { kind: 'sentence', tone, text: `${utcTime(event.at, event.at)}  ${text}` };
}

function wordsOf(event: WatchEvent): { tone: Tone; text: string } {
  const { at } = event;
  switch (event.kind) {
    case 'watching': {
      const only = event.readOnly ? ', read-only: nothing is started' : '';
      const text = `watching ${event.services} services, ${event.scheduled} of them with a schedule${only}`;
      return { tone: 'plain', text };
    }
    case 'taken': {
      const { label, dueAt, tries } = event.run;
      const again = tries > 1 ? `, try ${tries}` : '';
      const late = event.late ? ' (missed, caught up now)' : '';
      return {
        tone: 'plain',
        text: `${label}: backup due ${relativeTime(dueAt, at)}${late}${again}`,
      };
    }
    case 'started':
      return { tone: 'busy', text: `${named(event.operation)} ${event.operation.status}` };
    case 'adopted':
      return { tone: 'plain', text: `${named(event.operation)} is followed from here` };
    case 'ended':
      return endWords(event.operation);
    case 'failed': {
      const { label, words, nextTryAt, status } = event.run;
      const next = nextTryAt === null ? 'given up' : `again ${relativeTime(nextTryAt, at)}`;
      return {
        tone: status === 'given-up' ? 'bad' : 'warn',
        text: `${label}: ${words ?? 'it failed'} (${next})`,
      };
    }
    case 'warning': {
      const { label, threshold, since } = event.warning;
      const text = `${label}: warning ${threshold}, since ${utcTimeAndRelative(since, at)}`;
      return { tone: 'warn', text };
    }
    case 'trouble':
      return { tone: 'warn', text: `trouble with ${event.task}: ${event.words}` };
    case 'mended':
      return { tone: 'good', text: `${event.task} works again` };
    case 'stopping':
      return { tone: 'plain', text: 'stopping; what runs in Azure goes on' };
  }
}

function named({ label, kind, id }: Operation): string {
  return `${label}: ${kind} ${id}`;
}

function endWords(operation: Operation): { tone: Tone; text: string } {
  const { status, startedAt, endedAt, error } = operation;
  const took =
    startedAt === null || endedAt === null ? '' : ` after ${formatDuration(endedAt - startedAt)}`;
  const code = error === null ? '' : `, ${error.code ?? error.message}`;
  return {
    tone: status === 'succeeded' ? 'good' : 'bad',
    text: `${named(operation)} ${status}${took}${code}`,
  };
}
