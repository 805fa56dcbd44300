import { formatDuration, formatElapsed } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import { isInAzure } from '../../domain/operation.ts';
import { relativeTime, utcDate } from '../../domain/relative-time.ts';
import type { FleetRow } from '../../workflows/fleet.ts';
import type { Block, Cell } from '../report.ts';
import { failoverCell } from './failover-words.ts';
import { needsPerson, verdictTone } from './verdict-words.ts';

/** The fleet as a table, in the order of the rows. */
export function fleetTable(rows: readonly FleetRow[], now: Instant): Block {
  // Most fleets have no standby, and a terminal is not wide.
  const pairs = rows.some(({ service }) => service.standby !== null);
  return {
    kind: 'table',
    columns: [
      { title: 'service', align: 'left' },
      { title: 'env', align: 'left' },
      { title: 'tier', align: 'left' },
      { title: 'region', align: 'left' },
      { title: 'backups', align: 'left' },
      { title: 'newest', align: 'left' },
      { title: 'restorable until', align: 'left' },
      ...(pairs ? [{ title: 'failover', align: 'left' as const }] : []),
    ],
    rows: rows.map((row) => [
      { text: row.service.label, tone: 'strong' },
      environmentCell(row.service.environment),
      row.seen?.tier ?? '–',
      regionText(row),
      { text: row.judgement.verdict, tone: verdictTone(row.judgement.verdict) },
      newestText(row, now),
      untilText(row, now),
      ...(pairs ? [failoverCell(row, now)] : []),
    ]),
  };
}

/** Names listed in one sentence; a fleet of hundreds in one state needs no more. */
const mostNames = 12;

/** Why the verdict is what it is, for every row that is not as it should be; the same reason once. */
export function reasons(rows: readonly FleetRow[]): Block[] {
  const wrong = rows.filter(({ judgement }) => needsPerson(judgement.verdict));
  const groups = Map.groupBy(wrong, ({ judgement }) => `${judgement.verdict} ${judgement.why}`);
  return [...groups.values()].flatMap((same): Block[] => {
    const [first] = same;
    if (first === undefined) return [];
    const names = same.slice(0, mostNames).map(({ service }) => service.label);
    const more = same.length - names.length;
    const all = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    const { verdict, why } = first.judgement;
    return [{ kind: 'sentence', tone: verdictTone(verdict), text: `${all}: ${why}.` }];
  });
}

/** Production stands out, and not by colour alone. */
function environmentCell(environment: string | null): Cell {
  if (environment === null) return '–';
  return environment.toLowerCase() === 'production'
    ? { text: 'PRODUCTION', tone: 'strong' }
    : environment;
}

function regionText({ seen }: FleetRow): string {
  if (seen === null || seen.region === null) return '–';
  return seen.regions.length === 0 ? seen.region : `${seen.region} +${seen.regions.length}`;
}

function newestText({ judgement, open, typical }: FleetRow, now: Instant): string {
  if (judgement.verdict === 'cannot') return 'no backup in this tier';
  const running = open.find((operation) => isInAzure(operation.status));
  if (running !== undefined) {
    const elapsed = formatElapsed(now - (running.startedAt ?? running.plannedAt));
    const usual = typical[running.kind];
    const words = usual === null ? '' : `, usually ${formatDuration(usual.medianMs)}`;
    return `${running.kind} ${elapsed}${words}`;
  }
  return judgement.newest === null ? '–' : relativeTime(judgement.newest.createdAt, now);
}

function untilText({ judgement }: FleetRow, now: Instant): string {
  const { restorableUntil, newest } = judgement;
  if (restorableUntil === null) return '–';
  const guess = newest?.estimated === true ? ' (est.)' : '';
  return `${utcDate(restorableUntil, now)}  ${relativeTime(restorableUntil, now)}${guess}`;
}
