import type { Lifeboat } from '@lifeboat/core';
import type { Service, Snapshot } from '@lifeboat/core/live';
import { useEffect, useMemo, useState } from 'react';
import { dueWords } from './due-words.ts';

type Follow = typeof import('@lifeboat/core/follow');
/** What works out due times; with cron in it, so that it is loaded after the first frame. */
type Timetable = Pick<Follow, 'whatIsDueOf' | 'nextStart'> & {
  schedules: ReturnType<Follow['readSchedules']>;
};

/** What becomes of a service's schedule, in words; null while nobody knows, and without one. */
export function useDue(
  { configuration }: Pick<Lifeboat, 'configuration'>,
  service: Service | null,
  snapshot: Snapshot | null,
  now: number,
): string | null {
  const [timetable, setTimetable] = useState<Timetable | null>(null);
  useEffect(() => {
    let isOver = false;
    const load = async (): Promise<void> => {
      const { whatIsDueOf, nextStart, readSchedules } = await import('@lifeboat/core/follow');
      if (!isOver) setTimetable({ whatIsDueOf, nextStart, schedules: readSchedules() });
    };
    void load();
    return () => {
      isOver = true;
    };
  }, []);
  // It looks at every record of the service: once a minute is often enough for due times.
  const minute = Math.floor(now / 60_000);
  return useMemo(() => {
    if (timetable === null || service === null || snapshot === null) return null;
    const at = minute * 60_000;
    const due = timetable.whatIsDueOf(service, snapshot, configuration, at, timetable.schedules);
    return dueWords(due, timetable.nextStart(due, at), at);
  }, [timetable, service, snapshot, configuration, minute]);
}
