import type { Approval } from '../../domain/approval.ts';
import type { Backup } from '../../domain/backup.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Operation } from '../../domain/operation.ts';
import { isEnded } from '../../domain/operation.ts';
import type { Recovery } from '../../ports/store.ts';
import { afterRebuild, backupOf, further, type Told } from '../audit/replay.ts';
import {
  type Entry,
  emptyDocument,
  entryOf,
  type StoreDocument,
  tableOf,
} from '../document/document.ts';

/** All a rebuild has to go by. */
export type Remains = {
  lastGood: StoreDocument | null;
  told: Told;
  /** Ids of what long ended and lies in the archive. */
  archived: { operations: ReadonlySet<string>; backups: ReadonlySet<string> };
  /** Lines of the audit file that could not be read. */
  unreadableLines: number;
};

/** A rebuilt memory and an honest account of it. */
export type Rebuilt = { document: StoreDocument; account: Pick<Recovery, 'from' | 'lost'> };

/** Puts a memory together from the last good copy and the audit trail (promise 4). */
export function rebuild(remains: Remains, now: Instant): Rebuilt {
  const base = remains.lastGood ?? emptyDocument;
  const operations = new Map<string, Entry>();
  for (const [id, entry] of tableOf(base, 'operation')) {
    const known = entry.record as Operation; // its table holds nothing else
    const told = remains.told.operations.get(id);
    operations.set(
      id,
      entryOf('operation', afterRebuild(told ? further(known, told) : known, now)),
    );
  }
  for (const [id, told] of remains.told.operations) {
    // What lies in the archive has its end there, whatever the trail could not be told any more.
    if (operations.has(id) || remains.archived.operations.has(id)) continue;
    operations.set(id, entryOf('operation', afterRebuild(told, now)));
  }
  const backups = new Map(tableOf(base, 'backup'));
  for (const entry of operations.values()) {
    const backup = backupOf(entry.record as Operation); // as above
    if (backup === null || backups.has(backup.id) || remains.archived.backups.has(backup.id))
      continue;
    const isDeleted = remains.told.deleted.has(backup.id);
    const kept: Backup = isDeleted ? { ...backup, state: 'deleted' } : backup;
    backups.set(backup.id, entryOf('backup', kept));
  }
  const approvals = new Map(
    [...tableOf(base, 'approval')].map(([id, { record }]) => [
      id,
      entryOf('approval', unspendable(record as Approval, now)), // its table holds nothing else
    ]),
  );
  const tables = new Map([
    ...base.tables,
    ['operation', operations],
    ['backup', backups],
    ['approval', approvals],
  ] as const);
  return {
    // Higher than any revision somebody may still hold: at most one write came after the last copy.
    document: { ...base, tables, revision: base.revision + 2 },
    account: { from: sources(remains), lost: losses(remains, operations) },
  };
}

/**
 * The write that was lost may have been the one that spent it: asking once more is cheap, a second use
 * of one approval is not.
 */
function unspendable(approval: Approval, now: Instant): Approval {
  if (approval.status !== 'approved') return approval;
  return { ...approval, endsAt: Math.min(approval.endsAt, now) };
}

function sources({ lastGood, told }: Remains): Recovery['from'] {
  const from: Recovery['from'] = [];
  if (lastGood !== null) from.push('last-good-copy');
  if (told.operations.size > 0) from.push('audit');
  return from.length === 0 ? ['nothing'] : from;
}

function losses(remains: Remains, operations: ReadonlyMap<string, Entry>): string[] {
  const { lastGood, told, unreadableLines } = remains;
  const lost = [
    lastGood === null
      ? 'There was no last good copy: imported backups, notes, warnings and what was last seen of the services are forgotten. `apim reconcile` reads the backups from the storage again.'
      : `What was written after revision ${lastGood.revision}, apart from operations, is forgotten. \`apim reconcile\` reads the backups from the storage again.`,
  ];
  const unknown = [...operations.values()].filter(
    ({ record }) => !isEnded((record as Operation).status),
  );
  if (unknown.length > 0) {
    lost.push(
      `How these operations stand: ${unknown.map(({ record }) => record.id).join(', ')}. \`apim follow\` asks Azure.`,
    );
  }
  const gone = [...told.unreadable].filter(
    (id) => !operations.has(id) && !remains.archived.operations.has(id),
  );
  if (gone.length > 0) lost.push(`The records of these operations: ${gone.join(', ')}.`);
  if (unreadableLines > 0) {
    lost.push(
      `${unreadableLines} unreadable ${unreadableLines === 1 ? 'line' : 'lines'} of the audit trail.`,
    );
  }
  return lost;
}
