/** Ways the figures of this process get out to a monitor. */
export type MetricsOutlet = {
  /**
   * Answers `GET /metrics` on the loopback address of this machine with what `text` gives then. Port 0
   * takes any that is free. Errors: `conflict` for a port that is taken or not allowed.
   */
  serve(port: number, text: () => Promise<string>): Promise<ServedMetrics>;
  /**
   * Replaces a file in one step, readable for every account of this machine: a collector never sees
   * half of it. Errors: `store-unwritable`.
   */
  write(path: string, text: string): Promise<void>;
};

/** Metrics that are being served. */
export type ServedMetrics = { port: number; close(): Promise<void> };
