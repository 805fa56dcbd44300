import type { Theme } from '../theme/theme.ts';

/**
 * Values as one sign each, the last `cells` of them, from nothing to the highest. A value that is
 * not there, or none at all, draws nothing.
 */
export function sparkline(values: readonly number[], cells: number, { glyphs }: Theme): string {
  const shown = values.slice(-Math.max(0, cells)).slice(0, Math.max(0, cells));
  const { spark } = glyphs;
  const most = Math.max(0, ...shown);
  return shown
    .map((value) => {
      const share = most === 0 ? 0 : Math.max(0, value) / most;
      return spark[Math.min(spark.length - 1, Math.floor(share * spark.length))] ?? '';
    })
    .join('');
}
