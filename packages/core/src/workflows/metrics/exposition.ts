/** One measured value and what it belongs to. */
export type Sample = { labels: Readonly<Record<string, string>>; value: number };

/**
 * A metric: its name in words of the format, what it says, and its values. The two formats escape help
 * differently, so it holds no quote, backslash or line end.
 */
export type Gauge = { name: string; help: string; samples: readonly Sample[] };

/**
 * Gauges as text that is right both for Prometheus' own format (0.0.4) and for OpenMetrics 1.0: no
 * blank lines, HELP and TYPE once, samples of one metric together, `# EOF` at the end. Metrics without
 * a value are left out. Pure.
 * Source: OpenMetrics specification 1.0.0, "Text format"; Prometheus, "Exposition formats" (read 2026-11-24).
 */
export function expositionText(gauges: readonly Gauge[]): string {
  const lines = gauges
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, help, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} gauge`,
      ...samples.map(({ labels, value }) => `${name}${labelText(labels)} ${numberText(value)}`),
    ]);
  return `${[...lines, '# EOF'].join('\n')}\n`;
}

function labelText(labels: Sample['labels']): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}
