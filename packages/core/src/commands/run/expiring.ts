import { expiresAt } from '../../domain/backup.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import { nameToType } from '../../domain/name-to-type.ts';
import { relativeTime, utcDate } from '../../domain/relative-time.ts';
import type { Warning } from '../../domain/warning.ts';
import { currentWarnings } from '../../workflows/current-warnings.ts';
import { type FleetRow, fleetRows } from '../../workflows/fleet.ts';
import { refreshWarningsOfMany } from '../../workflows/refresh-warnings.ts';
import type { CommandContext, Input } from '../definition.ts';
import { warningDocument } from '../json.ts';
import type { Block, Cell, Report } from '../report.ts';
import { clockBlocks, clockDocuments, clockThen } from './clock-words.ts';
import { isSnoozed, snoozeBlocks } from './warning-words.ts';

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** What `apim expiring` does: brings the warnings up to date, then shows what ends within a time. */
export async function runExpiring({ lifeboat }: CommandContext, input: Input): Promise<Report> {
  const { ports, configuration } = lifeboat;
  const withinMs = input.durationMs('within') ?? weekMs;
  const now = ports.clock.now();
  await ports.store.update((draft) => {
    const services = draft.all('service').map(({ id }) => id);
    refreshWarningsOfMany(draft, services, configuration, now);
  });
  const snapshot = await ports.store.read();
  const rows = fleetRows(snapshot, configuration, now);
  // One that looks ahead further than the reminders do has a threshold of its own in the answer.
  const hours = Math.max(1, Math.round(withinMs / hourMs)) * hourMs;
  const warnings = currentWarnings(rows, snapshot, configuration, now, [hours]).filter(
    ({ threshold }) => threshold !== 'late',
  );
  const ending = rows.flatMap((row) => {
    const end = endOf(row);
    const own = warnings.filter(({ service }) => service === row.service.id);
    return end !== null && end <= now + withinMs && own.length > 0 ? [{ row, end, own }] : [];
  });
  ending.sort((one, other) => one.end - other.end);
  const clock = clockThen(rows, now);
  return {
    data: {
      warnings: ending.flatMap(({ own }) => own.map(warningDocument)),
      checks: clockDocuments(clock),
    },
    blocks: [
      ...endingBlocks(ending, withinMs, now),
      ...snoozeBlocks(
        ending.flatMap(({ own }) => own),
        now,
      ),
      ...blindSpots(rows),
      ...clockBlocks(clock, now),
    ],
    error: null,
  };
}

const hourMs = 3_600_000;

type Ending = { row: FleetRow; end: Instant; own: Warning[] };

/** When the last backup that would restore ends, or ended; null when there never was one. */
function endOf({ judgement, backups }: FleetRow): Instant | null {
  if (judgement.restorableUntil !== null) return judgement.restorableUntil;
  const newest = backups.find(({ purpose }) => purpose !== 'safety');
  return newest === undefined ? null : expiresAt(newest);
}

function endingBlocks(ending: readonly Ending[], withinMs: number, now: Instant): Block[] {
  if (ending.length === 0) {
    const text = `No last restorable backup ends within ${formatDuration(withinMs)}.`;
    return [{ kind: 'sentence', tone: 'good', text }];
  }
  return [
    {
      kind: 'table',
      columns: [
        { title: 'service', align: 'left' },
        { title: 'last restorable backup', align: 'left' },
        { title: 'made', align: 'left' },
        { title: 'ends', align: 'left' },
        { title: 'warning', align: 'left' },
      ],
      rows: ending.map((each) => rowCells(each, now)),
    },
    { kind: 'sentence', tone: 'plain', text: 'A fresh backup renews it:' },
    ...ending.map(
      ({ row }): Block => ({
        kind: 'command',
        line: `apim backup ${nameToType(row.service)}`,
      }),
    ),
  ];
}

function rowCells({ row, end, own }: Ending, now: Instant): Cell[] {
  const { service, judgement } = row;
  const snoozed = own.find((warning) => isSnoozed(warning, now));
  const until = snoozed?.snoozedUntil ?? null;
  return [
    { text: service.label, tone: 'strong' },
    judgement.newest?.id ?? 'none left',
    judgement.newest === null ? '–' : relativeTime(judgement.newest.createdAt, now),
    {
      text: `${utcDate(end, now)}  ${relativeTime(end, now)}`,
      tone: end <= now ? 'bad' : 'warn',
    },
    until === null
      ? own.map(({ threshold }) => threshold).join(', ')
      : `snoozed until ${utcDate(until, now)}`,
  ];
}

/** What this cannot tell: services without any backup, and storages nobody has read. */
function blindSpots(rows: readonly FleetRow[]): Block[] {
  const labels = (verdict: string): string =>
    rows
      .filter(({ judgement }) => judgement.verdict === verdict)
      .map(({ service }) => service.label)
      .join(', ');
  const [never, unknown] = [labels('never'), labels('unknown')];
  const blocks: Block[] = [];
  if (never !== '') {
    blocks.push({ kind: 'sentence', tone: 'bad', text: `Never backed up: ${never}.` });
  }
  if (unknown !== '') {
    const text = `Not known: ${unknown}. \`apim services\` reads Azure and the storages.`;
    blocks.push({ kind: 'sentence', tone: 'warn', text });
  }
  return blocks;
}
