import type { ServedMetrics } from '../../ports/metrics-outlet.ts';
import type { Work } from '../work.ts';
import { metricsText } from './metrics-text.ts';

/**
 * Serves the metrics on a loopback port of this machine, made anew at each request, until closed.
 * Errors: `conflict` for a port that cannot be had.
 */
export function serveMetrics(work: Work, port: number): Promise<ServedMetrics> {
  return work.ports.metrics.serve(port, async () => {
    try {
      return await textNow(work);
    } catch (error) {
      work.ports.log.error('the metrics could not be made', { error: String(error) });
      throw error;
    }
  });
}

/**
 * Writes the metrics into a file for node_exporter's textfile collector, replacing it in one step. Its
 * name has to end in `.prom` there. Errors: `store-unwritable`, and those of the store.
 */
export async function writeMetricsFile(work: Work, path: string): Promise<void> {
  await work.ports.metrics.write(path, await textNow(work));
}

async function textNow({ ports, configuration }: Work): Promise<string> {
  return metricsText(await ports.store.read(), configuration, ports.clock.now());
}
