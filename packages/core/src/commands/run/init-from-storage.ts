import { emptyConfiguration } from '../../config/load-configuration.ts';
import { type Backup, isRestorable } from '../../domain/backup.ts';
import type { Configuration, Storage, StorageAccess } from '../../domain/configuration.ts';
import { formatDuration } from '../../domain/duration.ts';
import { relativeTime } from '../../domain/relative-time.ts';
import { type FleetRow, fleetRows } from '../../workflows/fleet.ts';
import { configurationOf } from '../../workflows/init-draft.ts';
import { readStorageStory, type StorageStory } from '../../workflows/init-from-storage.ts';
import { keepListing, type Reconciled } from '../../workflows/reconcile.ts';
import { refreshFleet } from '../../workflows/refresh-fleet.ts';
import { storagesOf } from '../../workflows/storages.ts';
import type { Work } from '../../workflows/work.ts';
import type { CommandContext, Input } from '../definition.ts';
import { backupDocument } from '../json.ts';
import type { Block, Report } from '../report.ts';
import type { InitStart } from './init-start.ts';
import { writeDraft } from './init-write.ts';
import { rowDocument } from './verdict-words.ts';

/** `apim init --from-storage`: configuration and catalogue from the backups, in one run. */
export async function initFromStorage(
  context: CommandContext,
  input: Input,
  start: InitStart,
  given: Storage,
): Promise<Report> {
  const { lifeboat, door, signal } = context;
  const { clock } = lifeboat.ports;
  const begun = clock.monotonic();
  door.say({
    kind: 'sentence',
    tone: 'quiet',
    text: `Reading ${given.account}/${given.container} …`,
  });
  const draft = { ...start, services: [], storage: given, everyMs: input.durationMs('every') };
  const story = await readStorageStory(
    workOf(context, configurationOf(draft, emptyConfiguration())),
    given,
    signal,
  );
  const storage = input.has('access') ? story.storage : withTold(story.storage, story.access);
  const configuration = await writeDraft(
    context,
    input,
    { ...draft, storage, services: story.services },
    remarksOf(story),
  );
  const work = workOf(context, configuration);
  const [place] = storagesOf(configuration);
  const { services } = await refreshFleet(work, {
    services: configuration.services,
    storages: [],
    signal,
  });
  const reconciled = place === undefined ? null : await keepListing(work, place, story.listing);
  const now = clock.now();
  const rows = fleetRows(await work.ports.store.read(), configuration, now);
  const tookMs = clock.monotonic() - begun;
  const unread = services.filter(({ problem }) => problem !== null);
  return {
    data: {
      path: lifeboat.configurationFile.path,
      services: rows.map((row) => rowDocument(row, now)),
      backups: (reconciled?.imported ?? []).map((backup) =>
        backupDocument(backup, {
          targetTier: rows.find((row) => row.service.id === backup.service)?.seen?.tier ?? null,
          now,
        }),
      ),
      notFound: story.notFound,
    },
    blocks: [
      ...writtenBlocks(lifeboat.configurationFile.path, reconciled, rows, tookMs),
      ...wayBack(rows, now),
      ...notFoundBlocks(story),
      ...unread.map(
        ({ problem }): Block => ({ kind: 'sentence', tone: 'warn', text: problem?.message ?? '' }),
      ),
    ],
    error: null,
  };
}

function workOf({ lifeboat }: CommandContext, configuration: Configuration): Work {
  return { configuration, ports: { ...lifeboat.ports, azure: lifeboat.azureFor(configuration) } };
}

/** What the services used before; an identity's client id is in no companion, so that one is asked for later. */
function withTold(storage: Storage, told: StorageAccess | null): Storage {
  return told === null || told === 'user-identity' ? storage : { ...storage, access: told };
}

/** What could not be placed, as comments at the end of the file. */
function remarksOf({ notFound, access }: StorageStory): string[] {
  const missing = notFound.flatMap((name) => [
    `  ${name}:`,
    '    subscription: …',
    '    resourceGroup: …',
    '    storage: main',
  ]);
  return [
    ...(missing.length === 0
      ? []
      : ['Backups of these services are there, but nobody could find them in Azure:', ...missing]),
    ...(access === 'user-identity'
      ? [
          'The backups were made by a user-assigned identity: set access and clientId under storage:.',
        ]
      : []),
  ];
}

function writtenBlocks(
  path: string,
  reconciled: Reconciled | null,
  rows: readonly FleetRow[],
  tookMs: number,
): Block[] {
  const count = (number: number, what: string): string =>
    `${number} ${what}${number === 1 ? '' : 's'}`;
  const made = count(reconciled?.imported.length ?? 0, 'backup');
  const known = (reconciled?.known ?? 0) > 0 ? ` (${reconciled?.known} were known)` : '';
  const text = `Wrote ${path} with ${count(rows.length, 'service')} and imported ${made}${known} in ${formatDuration(tookMs)}.`;
  return [{ kind: 'sentence', tone: 'good', text }];
}

/** Which services can be brought back, and the command for each. */
function wayBack(rows: readonly FleetRow[], now: number): Block[] {
  const able = rows.filter((row) => candidate(row, now) !== null);
  const unable = rows
    .filter((row) => candidate(row, now) === null)
    .map(({ service }) => service.label);
  const blocks: Block[] = [];
  if (able.length > 0) blocks.push({ kind: 'heading', text: 'Can be restored' });
  for (const row of able) {
    const newest = candidate(row, now);
    if (newest === null) continue;
    const gone = row.seen?.exists === false;
    const { label } = row.service;
    const where = gone ? ' It is gone in Azure: name another service of its tier as TARGET.' : '';
    blocks.push({
      kind: 'sentence',
      tone: gone ? 'warn' : 'good',
      text: `${label}: newest backup ${relativeTime(newest.createdAt, now)}${newest.tier === null ? ', tier not known' : `, ${newest.tier}`}.${where}`,
    });
    const target = gone ? 'TARGET' : label;
    blocks.push({ kind: 'command', line: `apim restore ${target} --from ${newest.id} --plan` });
  }
  if (unable.length > 0) {
    const text = `No backup that Azure would still restore: ${unable.join(', ')}.`;
    blocks.push({ kind: 'sentence', tone: 'bad', text });
  }
  return blocks;
}

/** The newest backup that would restore, or might: during an outage its service cannot be asked. */
function candidate({ judgement, backups, seen }: FleetRow, now: number): Backup | null {
  if (judgement.newest !== null) return judgement.newest;
  return (
    backups.find(
      (backup) =>
        backup.purpose !== 'safety' && isRestorable(backup, seen?.tier ?? null, now) !== false,
    ) ?? null
  );
}

function notFoundBlocks({ notFound, problem }: StorageStory): Block[] {
  if (notFound.length === 0) return [];
  const why = problem === null ? 'You can see no service of that name' : problem.message;
  const text = `Not placed: backups of ${notFound.join(', ')}. ${why}. The end of the configuration says what to fill in; then \`apim reconcile\`.`;
  return [{ kind: 'sentence', tone: 'warn', text }];
}
