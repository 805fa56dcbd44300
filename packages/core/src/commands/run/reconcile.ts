import type { Backup } from '../../domain/backup.ts';
import { LifeboatError } from '../../domain/error.ts';
import { utcTime } from '../../domain/relative-time.ts';
import type { Reconciled } from '../../workflows/reconcile.ts';
import { refreshFleet } from '../../workflows/refresh-fleet.ts';
import { storagesOf } from '../../workflows/storages.ts';
import type { CommandContext } from '../definition.ts';
import { backupDocument } from '../json.ts';
import type { Block, Cell, Report } from '../report.ts';

/** What `apim reconcile` does. */
export async function runReconcile(context: CommandContext): Promise<Report> {
  const { lifeboat, door, signal } = context;
  const { ports, configuration } = lifeboat;
  const places = storagesOf(configuration);
  if (places.length === 0) throw noStorage(configuration.path !== null);
  const what = places.length === 1 ? 'the storage' : `${places.length} storages`;
  door.say({ kind: 'sentence', tone: 'quiet', text: `Reading ${what} …` });
  const before = await ports.store.read();
  // A service nobody ever looked at has no record to keep the time of the reading in.
  const services = configuration.services.filter(({ id }) => before.get('service', id) === null);
  const { storages } = await refreshFleet(lifeboat, { services, storages: places, signal });
  const snapshot = await ports.store.read();
  const now = ports.clock.now();
  const error = errorOf(storages);
  const tierOf = ({ service }: Backup): string | null =>
    snapshot.get('service', service)?.tier ?? null;
  const ids = (backups: readonly Backup[]): string[] => backups.map(({ id }) => id);
  return {
    data: {
      storages: storages.map((one) => ({
        storage: `${one.account}/${one.container}`,
        blobs: one.blobs,
        known: one.known,
        imported: ids(one.imported),
        missing: ids(one.missing),
        back: ids(one.back),
        changed: ids(one.changed),
        foreign: one.foreign,
        left: one.left,
        postponed: one.postponed,
        unknownServices: one.unknownServices,
        problem: one.problem && { code: one.problem.code, message: one.problem.message },
      })),
      backups: storages
        .flatMap(({ imported }) => imported)
        .map((backup) => backupDocument(backup, { targetTier: tierOf(backup), now })),
    },
    blocks: [
      table(storages),
      ...storages.flatMap((one) => changes(one, now)),
      ...storages.flatMap((one) => remarks(one, error)),
    ],
    error,
  };
}

function noStorage(configured: boolean): LifeboatError {
  return configured
    ? new LifeboatError('storage-not-found', 'The configuration names no storage.', {
        hint: 'Add one under `storage:`.',
      })
    : new LifeboatError(
        'config-missing',
        'There is no configuration yet, so no storage is known.',
        {
          hint: '`apim init --from-storage CONTAINER-URL` rebuilds one from the backups.',
        },
      );
}

function table(storages: readonly Reconciled[]): Block {
  const counts = ['blobs', 'known', 'imported', 'missing', 'back', 'foreign'];
  return {
    kind: 'table',
    columns: [
      { title: 'storage', align: 'left' },
      ...counts.map((title) => ({ title, align: 'right' as const })),
      { title: 'result', align: 'left' },
    ],
    rows: storages.map((one): Cell[] => [
      { text: `${one.account}/${one.container}`, tone: 'strong' },
      one.blobs === null ? '–' : String(one.blobs),
      String(one.known),
      String(one.imported.length),
      String(one.missing.length),
      String(one.back.length),
      String(one.foreign),
      one.problem === null ? { text: 'read', tone: 'good' } : { text: 'not read', tone: 'bad' },
    ]),
  };
}

/** More than this helps nobody: the catalogue has them all. */
const listed = 20;

function changes({ imported, missing, back, changed }: Reconciled, now: number): Block[] {
  const groups = [
    { title: 'Imported', backups: imported, tone: 'good' },
    { title: 'Missing', backups: missing, tone: 'bad' },
    { title: 'Back', backups: back, tone: 'good' },
    { title: 'Changed since they were recorded', backups: changed, tone: 'warn' },
  ] as const;
  return groups.flatMap(({ title, backups, tone }): Block[] => {
    if (backups.length === 0) return [];
    const items = backups.slice(0, listed).map((backup): Cell => {
      const made = `${utcTime(backup.createdAt, now)} UTC${backup.estimated ? ' (estimated)' : ''}`;
      return { text: `${backup.id}  ${backup.label}  ${made}  ${backup.name}`, tone };
    });
    const more = backups.length - items.length;
    if (more > 0) items.push(`and ${more} more: \`apim backups --all\``);
    return [
      { kind: 'heading', text: title },
      { kind: 'list', items },
    ];
  });
}

function remarks(one: Reconciled, error: LifeboatError | null): Block[] {
  const blocks: Block[] = [];
  const say = (text: string): void => void blocks.push({ kind: 'sentence', tone: 'warn', text });
  // The error itself is shown by the door.
  if (one.problem !== null && one.problem !== error) {
    say(`${one.problem.message}${one.problem.hint === null ? '' : ` ${one.problem.hint}`}`);
  }
  if (one.unknownServices.length > 0) {
    say(
      `There are backups of services that the configuration does not name: ${one.unknownServices.join(', ')}. Add them under \`services:\` and reconcile again.`,
    );
  }
  if (one.postponed > 0) {
    say(
      `${one.postponed} wait: what was written beside them could not be read. Reconcile again later.`,
    );
  }
  if (one.left > 0) {
    say(
      `${one.left} belong to operations that have not ended, or that failed: they were left out.`,
    );
  }
  return blocks;
}

function errorOf(storages: readonly Reconciled[]): LifeboatError | null {
  const problems = storages.flatMap(({ problem }) => problem ?? []);
  const [first] = problems;
  if (first === undefined) return null;
  if (problems.length === storages.length) return first;
  return new LifeboatError(
    'partial',
    `${problems.length} of ${storages.length} storages could not be read.`,
    { hint: 'Each is named above with its reason; the others are up to date.' },
  );
}
