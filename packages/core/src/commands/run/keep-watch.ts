import { serveMetrics, writeMetricsFile } from '../../workflows/metrics/publish-metrics.ts';
import { watch, watchOnce } from '../../workflows/watch.ts';
import type { WatchEvent } from '../../workflows/watch-events.ts';
import { type WatchTask, watchTasks } from '../../workflows/watch-tasks.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Report } from '../report.ts';
import { watchEventLine } from './watch-event-words.ts';

/** What `apim watch` does: tells each event on a line, and at the end what it came to. */
export async function runWatch(context: CommandContext, input: Input): Promise<Report> {
  const { lifeboat, door, signal } = context;
  const counts = { started: 0, succeeded: 0, failed: 0, adopted: 0, warned: 0, troubles: 0 };
  const onEvent = (event: WatchEvent): void => {
    count(counts, event);
    door.say(watchEventLine(event));
  };
  const file = input.text('metrics-file');
  const tasks = [...watchTasks(), ...(file === null ? [] : [metricsTask(file)])];
  const options = { signal, door: 'watch' as const, onEvent, tasks };
  if (input.has('once')) await watchOnce(lifeboat, options);
  else await whileServed(context, () => watch(lifeboat, options));
  const { started, succeeded, failed } = counts;
  const text = `${started} started, ${succeeded} succeeded, ${failed} failed. What runs in Azure goes on: \`apim status\`.`;
  return {
    data: { once: input.has('once'), ...counts },
    blocks: [{ kind: 'sentence', tone: 'plain', text }],
    error: null,
  };
}

/** For node_exporter, which reads a file now and then. */
function metricsTask(path: string): WatchTask {
  return { name: 'metrics file', everyMs: 30_000, run: (work) => writeMetricsFile(work, path) };
}

/** Serves the metrics while it runs, where the configuration names a port. Errors: `conflict`. */
async function whileServed({ lifeboat, door }: CommandContext, run: () => Promise<void>) {
  const { metricsPort } = lifeboat.configuration.watch;
  if (metricsPort === null) return run();
  const served = await serveMetrics(lifeboat, metricsPort);
  const text = `Metrics at http://127.0.0.1:${served.port}/metrics`;
  door.say({ kind: 'sentence', tone: 'quiet', text });
  try {
    await run();
  } finally {
    await served.close();
  }
}

type Counts = {
  started: number;
  succeeded: number;
  failed: number;
  adopted: number;
  warned: number;
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
      counts.warned += 1;
      return;
    case 'trouble':
      counts.troubles += 1;
      return;
    default:
      return;
  }
}
