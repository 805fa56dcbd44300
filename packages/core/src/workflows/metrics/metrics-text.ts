import type { Configuration } from '../../domain/configuration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Operation, OperationKind } from '../../domain/operation.ts';
import { isEndGuessed } from '../../domain/typical.ts';
import type { Snapshot } from '../../ports/store.ts';
import { currentWarnings } from '../current-warnings.ts';
import { type FleetRow, fleetRows } from '../fleet.ts';
import { receiverStates } from '../outbox/receiver-states.ts';
import { expositionText, type Gauge, type Sample } from './exposition.ts';

/**
 * What Lifeboat knows, for Prometheus: one text for a scrape and for node_exporter's textfile
 * collector. From the store alone, whatever the age of its data. Pure.
 */
export function metricsText(
  snapshot: Snapshot,
  configuration: Configuration,
  now: Instant,
): string {
  const rows = fleetRows(snapshot, configuration, now);
  return expositionText([
    {
      name: 'lifeboat_time_seconds',
      help: 'When these figures were made, in seconds since 1970. An old value in a file means that nobody writes it any more.',
      samples: [{ labels: {}, value: now / 1000 }],
    },
    ...backupGauges(rows, now),
    ...attemptGauges(rows, snapshot),
    ...openGauges(snapshot),
    ...warningGauges(rows, snapshot, configuration, now),
    ...outboxGauges(snapshot, now),
    {
      name: 'lifeboat_process_beat',
      help: 'Counts up while a process that has work under way lives.',
      samples: snapshot.all('beat').map(({ id, host, door, beat }) => ({
        labels: { process: id, host, door },
        value: beat,
      })),
    },
  ]);
}

function backupGauges(rows: readonly FleetRow[], now: Instant): Gauge[] {
  return [
    gauge(
      'lifeboat_backup_age_seconds',
      'Age of the newest restorable backup. Absent when there is none.',
      rows,
      ({ judgement: { newest } }) => newest && (now - newest.createdAt) / 1000,
    ),
    gauge(
      'lifeboat_backup_restorable_seconds',
      'Seconds until the last restorable backup ends. Absent when there is none.',
      rows,
      ({ judgement: { restorableUntil } }) => restorableUntil && (restorableUntil - now) / 1000,
    ),
    gauge(
      'lifeboat_backup_restorable',
      'Whether there is a restorable backup: 1 or 0.',
      rows,
      ({ judgement: { newest } }) => (newest === null ? 0 : 1),
    ),
    gauge(
      'lifeboat_backup_objective_seconds',
      'How old the newest backup may become. Absent for a service on demand.',
      rows,
      ({ service: { everyMs } }) => everyMs && everyMs / 1000,
    ),
    {
      name: 'lifeboat_service_verdict',
      help: 'The verdict on the backups of a service, as a label; always 1.',
      samples: rows.map((row) => ({
        labels: { ...labelsOf(row), verdict: row.judgement.verdict },
        value: 1,
      })),
    },
    gauge(
      'lifeboat_service_seen_seconds',
      'Age of what Azure last said about the service. Absent when it was never asked.',
      rows,
      ({ seen }) => seen && (now - seen.at) / 1000,
    ),
  ];
}

function gauge(
  name: string,
  help: string,
  rows: readonly FleetRow[],
  measure: (row: FleetRow) => number | null,
): Gauge {
  const samples = rows.flatMap((row): Sample[] => {
    const value = measure(row);
    return value === null ? [] : [{ labels: labelsOf(row), value }];
  });
  return { name, help, samples };
}

function labelsOf({ service }: FleetRow): Record<string, string> {
  return { service: service.label, environment: service.environment ?? '' };
}

const kinds: readonly OperationKind[] = ['backup', 'restore'];

function attemptGauges(rows: readonly FleetRow[], snapshot: Snapshot): Gauge[] {
  const ended = snapshot.all('operation').filter(({ endedAt }) => endedAt !== null);
  const newest = new Map<string, Operation>();
  for (const operation of ended) {
    const key = `${operation.service}\n${operation.kind}`;
    if (isLater(operation, newest.get(key))) newest.set(key, operation);
  }
  const perKind = (measure: (row: FleetRow, kind: OperationKind) => number | null): Sample[] =>
    rows.flatMap((row) =>
      kinds.flatMap((kind): Sample[] => {
        const value = measure(row, kind);
        return value === null ? [] : [{ labels: { ...labelsOf(row), kind }, value }];
      }),
    );
  const last = ({ service }: FleetRow, kind: OperationKind): Operation | null =>
    newest.get(`${service.id}\n${kind}`) ?? null;
  return [
    {
      name: 'lifeboat_operation_last_success',
      help: 'How the last backup or restore that ended went: 1 well, 0 not.',
      samples: perKind((row, kind) => {
        const operation = last(row, kind);
        return operation && (operation.status === 'succeeded' ? 1 : 0);
      }),
    },
    {
      name: 'lifeboat_operation_last_end_seconds',
      help: 'When it ended, in seconds since 1970.',
      samples: perKind((row, kind) => {
        const at = last(row, kind)?.endedAt ?? null;
        return at && at / 1000;
      }),
    },
    {
      name: 'lifeboat_operation_last_duration_seconds',
      help: 'How long it ran in Azure. Absent when nobody knows.',
      samples: perKind((row, kind) => durationOf(last(row, kind))),
    },
    {
      name: 'lifeboat_operation_typical_duration_seconds',
      help: 'Median duration of the last 20 that went well.',
      samples: perKind(({ typical }, kind) => {
        const known = typical[kind];
        return known && known.medianMs / 1000;
      }),
    },
  ];
}

function isLater(operation: Operation, than: Operation | undefined): boolean {
  return than === undefined || (operation.endedAt ?? 0) >= (than.endedAt ?? 0);
}

function durationOf(operation: Operation | null): number | null {
  if (operation === null || operation.startedAt === null || operation.endedAt === null) return null;
  return isEndGuessed(operation) ? null : (operation.endedAt - operation.startedAt) / 1000;
}

const openStatuses = ['planned', 'submitting', 'running', 'unknown'] as const;

/** With zeros, so that an alert has something to look at while nothing runs. */
function openGauges(snapshot: Snapshot): Gauge[] {
  const operations = snapshot.all('operation');
  return [
    {
      name: 'lifeboat_operations_open',
      help: 'Operations without a known end.',
      samples: kinds.flatMap((kind) =>
        openStatuses.map((status) => ({
          labels: { kind, status },
          value: operations.filter((one) => one.kind === kind && one.status === status).length,
        })),
      ),
    },
  ];
}

function warningGauges(
  rows: readonly FleetRow[],
  snapshot: Snapshot,
  configuration: Configuration,
  now: Instant,
): Gauge[] {
  const warnings = currentWarnings(rows, snapshot, configuration, now);
  return [
    {
      name: 'lifeboat_warning_active',
      help: 'A warning that holds, and whether it is snoozed; always 1.',
      samples: warnings.map(({ label, threshold, snoozedUntil }) => ({
        labels: {
          service: label,
          threshold,
          snoozed: String(snoozedUntil !== null && snoozedUntil > now),
        },
        value: 1,
      })),
    },
  ];
}

function outboxGauges(snapshot: Snapshot, now: Instant): Gauge[] {
  const states = receiverStates(snapshot);
  return [
    {
      name: 'lifeboat_outbox_waiting',
      help: 'Notices that a receiver has not taken yet.',
      samples: states.map(({ name, waiting }) => ({ labels: { receiver: name }, value: waiting })),
    },
    {
      name: 'lifeboat_outbox_oldest_seconds',
      help: 'Age of the oldest of them; 0 without any.',
      samples: states.map(({ name, oldestAt }) => ({
        labels: { receiver: name },
        value: oldestAt === null ? 0 : (now - oldestAt) / 1000,
      })),
    },
    {
      name: 'lifeboat_outbox_refused',
      help: 'Notices that were refused or given up since the receiver last took one.',
      samples: states.map(({ name, refused }) => ({ labels: { receiver: name }, value: refused })),
    },
  ];
}
