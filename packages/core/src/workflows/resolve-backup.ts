import { parseBlobUrl } from '../arm/blob-url.ts';
import { type Backup, isRestorable } from '../domain/backup.ts';
import { backupId } from '../domain/backup-id.ts';
import type { Configuration, Service } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import { type Instant, isoTime } from '../domain/instant.ts';
import { nearest } from '../domain/nearest.ts';
import { ownBackups } from '../domain/verdict.ts';
import type { Snapshot } from '../ports/store.ts';
import { typedTime } from './parse-time.ts';
import { resolveService } from './resolve-service.ts';

/** The backup a person named: a record of the catalogue, or only a place in the storage. */
export type NamedBackup = {
  backup: Backup | null;
  account: string;
  container: string;
  name: string;
};

/** What the name is read against. */
export type NamingContext = {
  configuration: Configuration;
  snapshot: Snapshot;
  /** The restore's target, for `latest` and for the tier; null outside a restore. */
  target: Service | null;
  targetTier: string | null;
  now: Instant;
};

/**
 * The backup that `text` names (product.md, "Naming backups"): an id or name of the catalogue, a
 * blob URL, `latest:SERVICE`, `SERVICE@TIME`, or `latest` of the target itself.
 * Errors: `backup-not-found`, `service-not-found`, `standby-latest`, `usage`.
 */
export function resolveBackup(context: NamingContext, text: string): NamedBackup {
  if (text === 'latest') return latestOfTarget(context);
  if (text.startsWith('latest:')) return latestOf(context, text.slice('latest:'.length), null);
  if (/^https?:\/\//i.test(text)) return byUrl(context, text);
  const known = byIdOrName(context, text);
  if (known !== null) return known;
  const at = text.lastIndexOf('@');
  if (at > 0)
    return latestOf(context, text.slice(0, at), typedTime(text.slice(at + 1), context.now));
  throw notFound(context, text);
}

function notFound({ snapshot }: NamingContext, text: string): LifeboatError {
  const names = snapshot.all('backup').flatMap(({ id, name }) => [id, name]);
  const near = nearest(text, names);
  const meant = near === null ? 'See `apim backups`.' : `Did you mean ${near}?`;
  return new LifeboatError('backup-not-found', `No backup is called "${text}".`, {
    hint: `${meant} A backup is named by its id, its blob name, its URL, latest:SERVICE or SERVICE@TIME.`,
  });
}

function latestOfTarget(context: NamingContext): NamedBackup {
  const { target, configuration } = context;
  if (target === null) {
    throw new LifeboatError('usage', '"latest" needs a service: latest:SERVICE.');
  }
  const served = configuration.services.filter((service) => service.standby === target.label);
  const [first] = served;
  if (first !== undefined) {
    throw new LifeboatError(
      'standby-latest',
      `${target.label} is the standby of ${served.map((service) => service.label).join(', ')}, so "latest" (of ${target.label} itself) is hardly meant.`,
      { hint: `For the backup of ${first.label}: --from latest:${first.label}` },
    );
  }
  return newest(context, target, null);
}

function latestOf(context: NamingContext, name: string, before: Instant | null): NamedBackup {
  const service = resolveService(context.configuration, name, { exact: false });
  return newest(context, service, before);
}

function newest(context: NamingContext, service: Service, before: Instant | null): NamedBackup {
  const own = ownBackups(
    context.snapshot.all('backup').filter((backup) => backup.service === service.id),
  );
  const candidates = own
    .filter((backup) => before === null || backup.createdAt < before)
    .filter((backup) => isRestorable(backup, backup.tier, context.now) !== false)
    .toSorted((one, other) => other.createdAt - one.createdAt);
  // Where none fits the target's tier the newest is taken all the same: the plan says why it cannot be.
  const fits = candidates.find(
    (backup) => isRestorable(backup, context.targetTier ?? backup.tier, context.now) !== false,
  );
  const found = fits ?? candidates[0] ?? null;
  if (found !== null) return named(found);
  const when = before === null ? '' : ` that was started before ${isoTime(before)}`;
  throw new LifeboatError(
    'backup-not-found',
    `Lifeboat knows no restorable backup of ${service.label}${when}.`,
    {
      hint: `\`apim backups ${service.label} --all\` lists all; \`apim reconcile\` reads the storage again.`,
    },
  );
}

function byIdOrName({ snapshot }: NamingContext, text: string): NamedBackup | null {
  const byId = snapshot.get('backup', text);
  if (byId !== null) return named(byId);
  const matches = snapshot
    .all('backup')
    .filter((backup) => backup.name === text || backup.operation === text);
  const [only, second] = matches;
  if (only === undefined) return null;
  if (second === undefined) return named(only);
  throw new LifeboatError('usage', `"${text}" names ${matches.length} backups.`, {
    hint: `Use an id: ${matches.map((backup) => backup.id).join(', ')}.`,
  });
}

function byUrl({ configuration, snapshot }: NamingContext, text: string): NamedBackup {
  const address = parseBlobUrl(configuration.cloud.blobEndpoint, text);
  if (!address.ok || address.name === null) {
    const why = address.ok ? 'it names a container, not a blob' : address.words;
    throw new LifeboatError('usage', `This is not a backup's URL: ${why}.`, {
      hint: `It looks like ${configuration.cloud.blobEndpoint}/CONTAINER/NAME.`,
    });
  }
  const { account, container, name } = address;
  const backup = snapshot.get('backup', backupId({ account, container, name }));
  return { backup, account, container, name };
}

function named(backup: Backup): NamedBackup {
  return { backup, account: backup.account, container: backup.container, name: backup.name };
}
