import { formatDuration } from '@lifeboat/core';
import type { Service } from '@lifeboat/core/live';

/** How often a service wants a backup, on which schedule, and what becomes of that. */
export function everyWords(
  { everyMs, schedule }: Pick<Service, 'everyMs' | 'schedule'>,
  due: string | null,
): string {
  const every = everyMs === null ? 'on demand' : `every ${formatDuration(everyMs)}`;
  if (schedule === null) return `${every}, no schedule`;
  return due === null ? `${every}, schedule ${schedule}` : `${every}, schedule ${schedule}, ${due}`;
}
