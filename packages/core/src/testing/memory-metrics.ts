import type { MetricsOutlet } from '../ports/metrics-outlet.ts';

/** A {@link MetricsOutlet} that keeps the files and serves nobody. */
export type MemoryMetrics = MetricsOutlet & {
  readonly files: ReadonlyMap<string, string>;
  /** What a scrape of each served port would get now. */
  scrape(port: number): Promise<string> | null;
};

/** Files in memory, and ports that only {@link MemoryMetrics.scrape} asks. */
export function memoryMetrics(): MemoryMetrics {
  const files = new Map<string, string>();
  const served = new Map<number, () => Promise<string>>();
  return {
    files,
    scrape: (port) => served.get(port)?.() ?? null,
    async serve(port, text) {
      served.set(port, text);
      return {
        port,
        async close() {
          served.delete(port);
        },
      };
    },
    async write(path, text) {
      files.set(path, text);
    },
  };
}
