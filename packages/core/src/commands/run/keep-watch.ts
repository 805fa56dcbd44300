import { watch, watchOnce } from '../../workflows/watch.ts';
import type { WatchEvent } from '../../workflows/watch-events.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Report } from '../report.ts';
import { watchEventLine } from './watch-event-words.ts';

/** What `apim watch` does: tells each event on a line, and at the end what it came to. */
export async function runWatch(context: CommandContext, input: Input): Promise<Report> {
  const { lifeboat, door, signal } = context;
  const counts = { started: 0, succeeded: 0, failed: 0, adopted: 0, warnings: 0, troubles: 0 };
  const onEvent = (event: WatchEvent): void => {
    count(counts, event);
    door.say(watchEventLine(event));
  };
  const options = { signal, door: 'watch' as const, onEvent };
  await (input.has('once') ? watchOnce(lifeboat, options) : watch(lifeboat, options));
  const { started, succeeded, failed } = counts;
  const text = `${started} started, ${succeeded} succeeded, ${failed} failed. What runs in Azure goes on: \`apim status\`.`;
  return {
    data: { once: input.has('once'), ...counts },
    blocks: [{ kind: 'sentence', tone: 'plain', text }],
    error: null,
  };
}

type Counts = {
  started: number;
  succeeded: number;
  failed: number;
  adopted: number;
  warnings: number;
  troubles: number;
};

function count(counts: Counts, event: WatchEvent): void {
  switch (event.kind) {
    case 'started':
      counts.started += 1;
      return;
    case 'ended':
      if (event.operation.status === 'succeeded') counts.succeeded += 1;
      else counts.failed += 1;
      return;
    case 'adopted':
      counts.adopted += 1;
      return;
    case 'warning':
      counts.warnings += 1;
      return;
    case 'trouble':
      counts.troubles += 1;
      return;
    default:
      return;
  }
}
