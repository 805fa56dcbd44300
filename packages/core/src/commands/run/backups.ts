import { type Backup, backupState, expiresAt, isRestorable } from '../../domain/backup.ts';
import type { Instant } from '../../domain/instant.ts';
import { relativeTime, utcDate, utcTime } from '../../domain/relative-time.ts';
import type { Snapshot } from '../../ports/store.ts';
import { resolveKnown } from '../../workflows/known-services.ts';
import type { CommandContext, Input } from '../definition.ts';
import { backupDocument } from '../json.ts';
import type { Block, Cell, Report } from '../report.ts';

/** What `apim backups` does. Asks nobody: the store is all it reads. */
export async function runBackups({ lifeboat }: CommandContext, input: Input): Promise<Report> {
  const { ports, configuration } = lifeboat;
  const snapshot = await ports.store.read();
  const now = ports.clock.now();
  const named = input.one('service');
  const service = named === null ? null : resolveKnown(configuration, snapshot, named);
  const all = snapshot
    .all('backup')
    .filter((backup) => service === null || backup.service === service.id)
    .toSorted((one, other) => other.createdAt - one.createdAt);
  const shown = input.has('all')
    ? all
    : all.filter((backup) => backupState(backup, now) === 'present');
  const hidden = all.length - shown.length;
  return {
    data: {
      backups: shown.map((backup) =>
        backupDocument(backup, { targetTier: tierOf(snapshot, backup), now }),
      ),
      hidden,
    },
    blocks: [
      ...(shown.length === 0 ? [] : [table(shown, snapshot, now)]),
      ...closing(shown.length, hidden, service?.label ?? null),
    ],
    error: null,
  };
}

function tierOf(snapshot: Snapshot, { service }: Backup): string | null {
  return snapshot.get('service', service)?.tier ?? null;
}

function table(backups: readonly Backup[], snapshot: Snapshot, now: Instant): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'id', align: 'left' },
      { title: 'service', align: 'left' },
      { title: 'made (UTC)', align: 'left' },
      { title: 'age', align: 'right' },
      { title: 'restorable until', align: 'left' },
      { title: 'tier', align: 'left' },
      { title: 'purpose', align: 'left' },
      { title: 'state', align: 'left' },
      { title: 'note', align: 'left' },
    ],
    rows: backups.map((backup) => [
      { text: backup.id, tone: 'strong' },
      backup.label,
      `${utcTime(backup.createdAt, now)}${backup.estimated ? ' (est.)' : ''}`,
      relativeTime(backup.createdAt, now),
      `${utcDate(expiresAt(backup), now)}  ${relativeTime(expiresAt(backup), now)}`,
      backup.tier ?? '–',
      backup.purpose,
      stateCell(backup, tierOf(snapshot, backup), now),
      backup.note ?? '',
    ]),
  };
}

/** The state of a backup in a word or two, from what is known. */
export function stateCell(backup: Backup, targetTier: string | null, now: Instant): Cell {
  const state = backupState(backup, now);
  if (state === 'expired') return { text: 'expired', tone: 'quiet' };
  if (state !== 'present') return { text: state, tone: state === 'missing' ? 'bad' : 'quiet' };
  switch (isRestorable(backup, targetTier, now)) {
    case true:
      return { text: 'restorable', tone: 'good' };
    case false:
      return { text: `not into ${targetTier}`, tone: 'warn' };
    case null:
      return { text: backup.seenAt === null ? 'not seen yet' : 'tier not known', tone: 'plain' };
  }
}

function closing(shown: number, hidden: number, service: string | null): Block[] {
  const whose = service === null ? '' : ` of ${service}`;
  const none: Block[] =
    shown > 0
      ? []
      : [
          {
            kind: 'sentence',
            tone: 'plain',
            text: `No backup${whose} is known that Azure would still restore. \`apim reconcile\` reads the storages again.`,
          },
        ];
  if (hidden === 0) return none;
  const verb = hidden === 1 ? 'is' : 'are';
  const text = `${hidden} more ${verb} expired, missing or deleted: --all shows them.`;
  return [...none, { kind: 'sentence', tone: 'quiet', text }];
}
