import { backupState, expiresAt, isRestorable } from '../../domain/backup.ts';
import type { Check } from '../../domain/check.ts';
import { LifeboatError } from '../../domain/error.ts';
import { type Instant, isoTime } from '../../domain/instant.ts';
import { notRestored } from '../../domain/not-restored.ts';
import type { Operation } from '../../domain/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Snapshot } from '../../ports/store.ts';
import { findArchivedBackup, findArchivedOperation } from '../../workflows/find-archived.ts';
import {
  type NamedBackup,
  type NamingContext,
  resolveBackup,
} from '../../workflows/resolve-backup.ts';
import type { CommandContext, Input } from '../definition.ts';
import { backupDocument, checkDocument, operationDocument } from '../json.ts';
import type { Block, Report } from '../report.ts';
import { backupFields, placeFields } from './backup-fields.ts';

/** What `apim show` does. */
export async function runShow(context: CommandContext, input: Input): Promise<Report> {
  const { ports, configuration } = context.lifeboat;
  const snapshot = await ports.store.read();
  const now = ports.clock.now();
  const named = await nameBackup(
    ports,
    { configuration, snapshot, target: null, targetTier: null, now },
    input.one('backup') ?? '',
  );
  const { backup } = named;
  const operation = await operationOf(ports, snapshot, named);
  const tier = backup === null ? null : (snapshot.get('service', backup.service)?.tier ?? null);
  const gaps = notRestored(backup?.settings ?? null);
  const verified = input.has('verify') ? await verify(context, named) : null;
  return {
    data: {
      backups: backup === null ? [] : [backupDocument(backup, { targetTier: tier, now })],
      url: backup?.url ?? null,
      seenAt: isoTime(backup?.seenAt ?? null),
      etag: backup?.etag ?? null,
      sizeBytes: backup?.sizeBytes ?? null,
      imported: backup?.imported ?? null,
      note: backup?.note ?? null,
      operation: operation === null ? null : operationDocument(operation),
      settings: backup?.settings ?? null,
      notRestored: gaps.map(({ name, effect, sentence, certain }) => ({
        name,
        effect,
        sentence,
        certain,
      })),
      ...(verified === null ? {} : { checks: verified.checks.map(checkDocument) }),
    },
    blocks: [
      backup === null ? placeFields(named) : backupFields(backup, { operation, tier, now }),
      ...(verified === null ? [] : verifiedBlocks(verified)),
      { kind: 'heading', text: 'What a restore of it does not bring back' },
      { kind: 'list', items: gaps.map(({ sentence }) => sentence) },
      ...nextStep(named, tier, now),
    ],
    error: verified?.error ?? null,
  };
}

/** By the catalogue, else by the archive: what ended long ago is still told. */
async function nameBackup(
  ports: Ports,
  context: NamingContext,
  text: string,
): Promise<NamedBackup> {
  try {
    const named = resolveBackup(context, text);
    return named.backup === null ? ((await archived(ports, text)) ?? named) : named;
  } catch (error) {
    const isUnknown = error instanceof LifeboatError && error.code === 'backup-not-found';
    const found = isUnknown ? await archived(ports, text) : null;
    if (found === null) throw error;
    return found;
  }
}

async function archived(ports: Ports, text: string): Promise<NamedBackup | null> {
  const backup = await findArchivedBackup(ports, text);
  if (backup === null) return null;
  const { account, container, name } = backup;
  return { backup, account, container, name };
}

async function operationOf(
  ports: Ports,
  snapshot: Snapshot,
  { backup }: NamedBackup,
): Promise<Operation | null> {
  const id = backup?.operation ?? null;
  if (id === null) return null;
  return snapshot.get('operation', id) ?? (await findArchivedOperation(ports, id));
}

type Verified = { checks: Check[]; error: LifeboatError | null };

async function verify({ lifeboat, signal }: CommandContext, named: NamedBackup): Promise<Verified> {
  const { verifyBackup } = await import('../../workflows/verify-backup.ts');
  return verifyBackup(lifeboat, named, signal);
}

function verifiedBlocks({ checks, error }: Verified): Block[] {
  const blocks: Block[] = [
    { kind: 'heading', text: 'Read from the storage now' },
    { kind: 'checks', checks },
  ];
  if (error !== null) return blocks;
  const text = 'Present, unchanged, in its 30 days; only a drill proves that it restores.';
  return [...blocks, { kind: 'sentence', tone: 'good', text }];
}

/** Only for one that would restore: how to start. */
function nextStep({ backup }: NamedBackup, tier: string | null, now: Instant): Block[] {
  if (backup === null || backupState(backup, now) !== 'present') return [];
  if (isRestorable(backup, tier, now) === false) return [];
  return [
    {
      kind: 'sentence',
      tone: 'plain',
      text: `To restore it (until ${isoTime(expiresAt(backup))}), after a look at the plan:`,
    },
    { kind: 'command', line: `apim restore ${backup.label} --from ${backup.id} --plan` },
  ];
}
