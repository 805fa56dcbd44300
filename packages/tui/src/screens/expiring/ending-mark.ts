import type { DayMark } from '../../components/day-cells.ts';
import { dayMs } from '../../components/days.ts';
import type { Style } from '../../theme/styles.ts';
import type { Theme } from '../../theme/theme.ts';
import type { Ending } from './endings.ts';

/** Ends within three days make a service stale (core's verdict); within a week it is warned of. Days. */
const soonDays = { bad: 3, warn: 7 } as const;

/** How bad an end so far ahead is. Milliseconds in. */
export function endStyle(aheadMs: number): 'bad' | 'warn' | 'plain' {
  const days = aheadMs / dayMs;
  if (days <= soonDays.bad) return 'bad';
  return days <= soonDays.warn ? 'warn' : 'plain';
}

/** How many services lose their last backup on a day: a count, `+` from ten on; null on most days. */
export function endingMark(
  endings: readonly Ending[],
  now: number,
  form: 'count' | 'dot-count',
  { glyphs }: Theme,
): DayMark | null {
  const [first] = endings;
  if (first === undefined) return null;
  const count = endings.length > 9 ? '+' : String(endings.length);
  const style: Style = endStyle((first.end ?? now) - now);
  return { text: form === 'count' ? count : `${glyphs.dot}${count}`, style };
}
