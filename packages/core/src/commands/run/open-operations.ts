import { formatDuration, formatElapsed } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Operation } from '../../domain/operation.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import type { Snapshot } from '../../ports/store.ts';
import type { Processes } from '../../ports/system.ts';
import type { FleetRow } from '../../workflows/fleet.ts';
import type { Block } from '../report.ts';

/** Operations without a known end, as a table: how long, how long usually, who asked, who follows. */
export function openTable(
  operations: readonly Operation[],
  context: { snapshot: Snapshot; rows: readonly FleetRow[]; processes: Processes; now: Instant },
): Block {
  const { rows, now } = context;
  const typical = new Map(rows.map((row) => [row.service.id, row.typical]));
  return {
    kind: 'table',
    columns: [
      { title: 'service', align: 'left' },
      { title: 'what', align: 'left' },
      { title: 'since', align: 'right' },
      { title: 'usually', align: 'right' },
      { title: 'last answer', align: 'left' },
      { title: 'asked by', align: 'left' },
      { title: 'followed by', align: 'left' },
      { title: 'id', align: 'left' },
    ],
    rows: operations.map((operation) => {
      const usual = typical.get(operation.service)?.[operation.kind] ?? null;
      const { who, host, door } = operation.requester;
      return [
        { text: operation.label, tone: 'strong' },
        { text: `${operation.kind} ${operation.status}`, tone: 'busy' },
        formatElapsed(now - (operation.startedAt ?? operation.plannedAt)),
        usual === null ? '–' : formatDuration(usual.medianMs),
        operation.lastAnswer === null
          ? '–'
          : `${formatDuration(now - operation.lastAnswer.at)} ago`,
        `${who} on ${host} (${door})`,
        followerOf(context, operation),
        // Eight characters name it everywhere, and fit on a line.
        operation.id.slice(0, 8),
      ];
    }),
  };
}

/** What is known of an operation whose fate is unclear, why it is, and what helps. */
export function unknownBlocks(operation: Operation, now: Instant): Block[] {
  const { blind, lastAnswer, kind, label, id } = operation;
  const since = utcTimeAndRelative(operation.startedAt ?? operation.plannedAt, now);
  const reason = blind === null ? 'nobody has looked yet' : blind.words;
  const answered =
    lastAnswer === null
      ? 'Azure has not answered yet'
      : `Azure's last answer is ${formatDuration(now - lastAnswer.at)} old`;
  const text = `Nobody knows how the ${kind} of ${label} from ${since} stands: ${reason}. ${answered}.`;
  return [
    { kind: 'sentence', tone: 'warn', text },
    ...(blind?.remedy ? [{ kind: 'command' as const, line: blind.remedy }] : []),
    { kind: 'command', line: `apim follow ${id}` },
  ];
}

/** A lease outlives the process that held it: one that is proven gone follows nothing. */
function followerOf(
  { snapshot, processes }: { snapshot: Snapshot; processes: Processes },
  { id }: Operation,
): string {
  const lease = snapshot.get('lease', id);
  const beat = lease === null ? null : snapshot.get('beat', lease.process);
  if (beat === null || processes.look(beat) === 'gone') return 'nobody';
  return `${beat.who} on ${beat.host}, pid ${beat.pid}`;
}
