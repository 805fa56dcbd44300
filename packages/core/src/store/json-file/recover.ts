import { isoTime } from '../../domain/instant.ts';
import type { Archive } from '../../ports/archive.ts';
import type { Recovery } from '../../ports/store.ts';
import type { Log, ThisProcess } from '../../ports/system.ts';
import type { Clock } from '../../ports/time.ts';
import { openAuditFile } from '../audit/open-audit-file.ts';
import { parseLine } from '../audit/parse-line.ts';
import { allLines } from '../audit/read-lines.ts';
import { listenToTrail } from '../audit/replay.ts';
import { emptyDocument, type StoreDocument } from '../document/document.ts';
import { type Remains, rebuild } from './rebuild.ts';
import type { FileLook, StoreFile } from './store-file.ts';

/** What recovering needs. Loaded only when something has to be recovered or made. */
export type RecoverOptions = {
  file: string;
  auditFile: string;
  archive?: Pick<Archive, 'ids'>;
  mode: number;
  storeFile: StoreFile;
  clock: Pick<Clock, 'now'>;
  log: Log;
  mask: (text: string) => string;
  actor: Pick<ThisProcess, 'who' | 'host' | 'door'>;
};

/**
 * Brings a memory back where the file is missing or damaged; only under the lock. A missing file with
 * nothing to rebuild from is a first use: an empty store and no recovery. The damaged file keeps a
 * name of its own until the rebuilt one has taken its place.
 * Errors: `store-unwritable`, `store-unreadable`, `store-newer`; then nothing was changed.
 */
export async function recover(
  look: Extract<FileLook, { kind: 'missing' | 'damaged' }>,
  options: RecoverOptions,
): Promise<{ document: StoreDocument; recovery: Recovery | null }> {
  const { storeFile, clock } = options;
  const remains = await gather(options);
  if (look.kind === 'missing' && remains.lastGood === null && remains.told.operations.size === 0) {
    await storeFile.write(emptyDocument, { keepLast: false });
    return { document: emptyDocument, recovery: null };
  }
  const now = clock.now();
  const setAside = `${options.file}.damaged-${isoTime(now).replaceAll(/[-:]/g, '')}`;
  const kept = await storeFile.setAside(setAside);
  const { document, account } = rebuild(remains, now);
  // The damaged one must not become the last good copy.
  await storeFile.write(document, { keepLast: false });
  const recovery = { setAside: kept ? setAside : null, ...account };
  await report(recovery, look, options);
  return { document, recovery };
}

async function gather({ auditFile, archive, storeFile }: RecoverOptions): Promise<Remains> {
  const lastGood = await storeFile.lastGood();
  const trail = listenToTrail();
  let unreadableLines = 0;
  for await (const line of allLines(auditFile)) {
    const entry = parseLine(line);
    if (entry === null) unreadableLines += 1;
    else trail.hear(entry);
  }
  return { lastGood, told: trail.told(), archived: await archivedIds(archive), unreadableLines };
}

/** What was moved out of the store because it long ended: it is not missing from it. */
async function archivedIds(archive: RecoverOptions['archive']): Promise<Remains['archived']> {
  return {
    operations: (await archive?.ids('operation')) ?? new Set(),
    backups: (await archive?.ids('backup')) ?? new Set(),
  };
}

async function report(
  recovery: Recovery,
  look: Extract<FileLook, { kind: 'missing' | 'damaged' }>,
  { auditFile, mode, clock, log, mask, actor, file }: RecoverOptions,
): Promise<void> {
  const why = look.kind === 'missing' ? 'it was missing' : look.why;
  log.warn('the store was rebuilt', { file, why, ...recovery });
  await openAuditFile({ file: auditFile, mode, mask })
    .append({
      at: isoTime(clock.now()),
      event: 'recovery',
      who: actor.who,
      host: actor.host,
      door: actor.door,
      subject: null,
      operation: null,
      what: `The store was rebuilt from ${recovery.from.join(' and ')}: ${why}. ${recovery.lost.join(' ')}`,
      why: null,
      record: { ...recovery },
    })
    // The store itself is whole again; that the trail lacks a line must not undo it.
    .catch((error: unknown) =>
      log.error('the recovery is not in the audit trail', { error: String(error) }),
    );
}
