import { type Instant, isoTime } from '../../domain/instant.ts';
import { relativeTime, utcTimeAndRelative } from '../../domain/relative-time.ts';
import { readSchedules } from '../../domain/schedule.ts';
import type { ScheduledRun } from '../../domain/scheduled-run.ts';
import { type FleetRow, fleetRows } from '../../workflows/fleet.ts';
import {
  type Due,
  nextStart,
  type ServiceDue,
  whatIsDue,
} from '../../workflows/schedule/what-is-due.ts';
import { unwatched } from '../../workflows/watch-beat.ts';
import type { CommandContext } from '../definition.ts';
import type { Block, Cell, Report } from '../report.ts';
import { stopBlocks, stopDocument } from './stop-words.ts';

/** What `apim schedule` does. Asks nobody: the store and the configuration are all it reads. */
export async function runSchedule({ lifeboat }: CommandContext): Promise<Report> {
  const { ports, configuration } = lifeboat;
  const snapshot = await ports.store.read();
  const now = ports.clock.now();
  const schedules = readSchedules();
  const rows = new Map(fleetRows(snapshot, configuration, now).map((row) => [row.service.id, row]));
  const all = whatIsDue(snapshot, configuration, now, schedules).map((one) => ({
    ...one,
    next: nextStart(one, now),
    run: snapshot.get('run', one.service.id),
    row: rows.get(one.service.id) ?? null,
  }));
  const waiting = unwatched(configuration, snapshot, ports.processes, now);
  return {
    data: { schedules: all.map(documentOf), watched: waiting.length === 0 },
    blocks: [
      ...(all.length === 0 ? [nothing(configuration.path !== null)] : [tableOf(all, now)]),
      ...stopBlocks([...rows.values()], now),
      ...(waiting.length === 0 ? [] : [notWatched()]),
    ],
    error: null,
  };
}

type Line = ServiceDue & {
  next: Instant | null;
  run: ScheduledRun | null;
  row: FleetRow | null;
};

/** A service's schedule as `--json` shows it. */
type ScheduleDocument = {
  service: string;
  schedule: string | null;
  state: Due['kind'];
  next: string | null;
  lastRun: {
    dueAt: string;
    status: ScheduledRun['status'];
    tries: number;
    operation: string | null;
    nextTryAt: string | null;
    words: string | null;
  } | null;
  pause: ReturnType<typeof stopDocument>;
  hold: ReturnType<typeof stopDocument>;
};

function documentOf({ service, due, next, run, row }: Line): ScheduleDocument {
  return {
    service: service.label,
    schedule: service.schedule,
    state: due.kind,
    next: isoTime(next),
    lastRun:
      run === null
        ? null
        : {
            dueAt: isoTime(run.dueAt),
            status: run.status,
            tries: run.tries,
            operation: run.operation,
            nextTryAt: isoTime(run.nextTryAt),
            words: run.words,
          },
    pause: stopDocument(row?.pause ?? null),
    hold: stopDocument(row?.hold ?? null),
  };
}

function tableOf(all: readonly Line[], now: Instant): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'service', align: 'left' },
      { title: 'schedule (UTC)', align: 'left' },
      { title: 'now', align: 'left' },
      { title: 'next', align: 'left' },
      { title: 'last', align: 'left' },
    ],
    rows: all.map((line) => [
      { text: line.service.label, tone: 'strong' },
      line.service.schedule ?? 'on demand',
      stateCell(line.due, now),
      line.next === null ? '–' : utcTimeAndRelative(line.next, now),
      lastCell(line.run, now),
    ]),
  };
}

function stateCell(due: Due, now: Instant): Cell {
  switch (due.kind) {
    case 'none':
    case 'wait':
      return '–';
    case 'take':
      return { text: due.late ? 'missed, to be caught up' : 'due', tone: 'warn' };
    case 'taken':
      return { text: 'being started', tone: 'busy' };
    case 'running':
      return { text: `${due.operation.kind} ${due.operation.status}`, tone: 'busy' };
    case 'restoring':
      return { text: 'waits for a restore', tone: 'busy' };
    case 'retry':
      return { text: `failed, again ${relativeTime(due.at, now)}`, tone: 'warn' };
    case 'given-up':
      return { text: 'given up', tone: 'bad' };
    case 'held':
    case 'paused':
      return { text: due.kind, tone: 'warn' };
    case 'read-only':
      return { text: 'read-only', tone: 'quiet' };
  }
}

function lastCell(run: ScheduledRun | null, now: Instant): Cell {
  if (run === null) return '–';
  const words = run.words === null ? '' : `: ${run.words}`;
  return `due ${relativeTime(run.dueAt, now)}, ${run.status}${words}`;
}

function nothing(configured: boolean): Block {
  const text = configured
    ? 'No services are configured. Add them under `services:`.'
    : 'There is no configuration yet: run `apim init`.';
  return { kind: 'sentence', tone: 'plain', text };
}

function notWatched(): Block {
  const text = 'Nothing watches, so nothing of this is made: start `apim watch`.';
  return { kind: 'sentence', tone: 'warn', text };
}
