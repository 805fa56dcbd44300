import { type Backup, expiresAt } from '../../domain/backup.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Operation } from '../../domain/operation.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import type { NamedBackup } from '../../workflows/resolve-backup.ts';
import type { Block, Cell } from '../report.ts';
import { stateCell } from './backups.ts';

/** Everything the catalogue knows of a backup. */
export function backupFields(
  backup: Backup,
  context: { operation: Operation | null; tier: string | null; now: Instant },
): Block {
  const { operation, tier, now } = context;
  const guess = backup.estimated ? ', estimated: Azure did not tell when it took the backup' : '';
  const rows: [string, Cell | null][] = [
    ['backup', { text: backup.id, tone: 'strong' }],
    ['service', backup.label],
    ['state', stateCell(backup, tier, now)],
    ['made', `${utcTimeAndRelative(backup.createdAt, now)}${guess}`],
    ['restorable until', utcTimeAndRelative(expiresAt(backup), now)],
    ['tier', backup.tier ?? 'not known'],
    ['region', backup.region ?? 'not known'],
    ['purpose', backup.imported ? `${backup.purpose} (imported)` : backup.purpose],
    ['note', backup.note],
    ['made by', operation === null ? backup.operation : operationWords(operation)],
    ['reason', operation?.reason ?? null],
    ['storage', `${backup.account}/${backup.container}`],
    ['name', backup.name],
    ['url', backup.url],
    ['size', backup.sizeBytes === null ? null : `${backup.sizeBytes} bytes`],
    ['blob last seen', backup.seenAt === null ? 'never' : utcTimeAndRelative(backup.seenAt, now)],
    ['settings', settingsWords(backup.settings)],
  ];
  return fields(rows);
}

/** A blob that is only an address: nobody has a record of it. */
export function placeFields({ account, container, name }: NamedBackup): Block {
  return fields([
    ['backup', 'not in the catalogue: `apim reconcile` brings in what is in a configured storage'],
    ['storage', `${account}/${container}`],
    ['name', name],
  ]);
}

function fields(rows: readonly [string, Cell | null][]): Block {
  return {
    kind: 'fields',
    rows: rows.flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
  };
}

function operationWords({ requester, id, startedAt, endedAt }: Operation): string {
  const took =
    startedAt === null || endedAt === null ? '' : `, took ${formatDuration(endedAt - startedAt)}`;
  return `${requester.who} on ${requester.host} (${requester.door}), operation ${id}${took}`;
}

/** The settings in a line; `--json` has them whole. */
function settingsWords(settings: Record<string, unknown> | null): string {
  if (settings === null) return 'not kept with this backup';
  const names = [...Object.keys(settings), ...Object.keys(asRecord(settings.properties))];
  const count = names.filter((name) => name !== 'properties').length;
  const { sku, identity, properties } = settings;
  const parts = [
    wordOf('units', asRecord(sku).capacity),
    wordOf('network', asRecord(properties).virtualNetworkType),
    wordOf('identity', asRecord(identity).type),
    countOf('extra regions', asRecord(properties).additionalLocations),
    countOf('hostnames', asRecord(properties).hostnameConfigurations),
  ].filter((part) => part !== null);
  const words = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return `${count} kept${words}; all of them with --json`;
}

function wordOf(name: string, value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? `${name} ${value}` : null;
}

function countOf(name: string, value: unknown): string | null {
  return Array.isArray(value) && value.length > 0 ? `${name} ${value.length}` : null;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}
