import type { AuditEntry } from '../../domain/audit.ts';
import { looksLikeBackupId } from '../../domain/backup-id.ts';
import type { Configuration } from '../../domain/configuration.ts';
import { type ErrorCode, LifeboatError } from '../../domain/error.ts';
import { nearest, resolvePrefix } from '../../domain/nearest.ts';
import type { Archive } from '../../ports/archive.ts';
import type { Snapshot } from '../../ports/store.ts';
import { findArchivedBackup, findArchivedOperation } from '../../workflows/find-archived.ts';
import { allServices } from '../../workflows/known-services.ts';

/** What a typed subject stands for in the trail. */
export type Subject = {
  /** All the names its entries may go by, in lower case. */
  words: ReadonlySet<string>;
  /** Whether it is something this machine knows: then an empty answer is an answer. */
  known: boolean;
};

/**
 * The names behind a subject: of a service its label and its ids (it may be abbreviated), of a
 * backup its name and the operation that made it, of an operation its id.
 */
export function subjectOf(
  configuration: Configuration,
  snapshot: Snapshot | null,
  typed: string,
): Subject {
  const others = [
    ...serviceNames(configuration, snapshot, typed),
    ...(snapshot === null
      ? []
      : [...backupNames(snapshot, typed), ...operationIds(snapshot, typed)]),
    ...placeNames(configuration, typed),
  ];
  const words = new Set([typed, ...others].map((word) => word.toLowerCase()));
  return { words, known: others.length > 0 };
}

/** The same with the names of a backup or an operation that ended long ago, where one is called so. */
export async function withArchive(
  subject: Subject,
  archive: Archive,
  typed: string,
): Promise<Subject> {
  const backup = await findArchivedBackup({ archive }, typed);
  const operation = await findArchivedOperation({ archive }, typed);
  const names = [backup?.id, backup?.name, backup?.operation, operation?.id];
  const found = names.flatMap((name) => name?.toLowerCase() ?? []);
  return found.length === 0
    ? subject
    : { words: new Set([...subject.words, ...found]), known: true };
}

/** Says that nothing and nobody is called so, with the nearest name. */
export function unknownSubject(
  typed: string,
  configuration: Configuration,
  snapshot: Snapshot,
  entries: readonly AuditEntry[],
): LifeboatError {
  const labels = allServices(configuration, snapshot).map(({ label }) => label);
  const trail = entries.flatMap(({ subject, who }) => (subject === null ? [who] : [subject, who]));
  const near = nearest(typed, new Set([...labels, ...trail]));
  const known = labels.length === 0 ? 'none' : labels.join(', ');
  return new LifeboatError(
    codeFor(typed),
    `Nothing and nobody is called "${typed}", here or in the trail.`,
    {
      hint:
        near === null
          ? `Known services: ${known}. \`apim audit\` alone shows the newest entries.`
          : `Did you mean ${near}?`,
    },
  );
}

function codeFor(typed: string): ErrorCode {
  if (looksLikeBackupId(typed)) return 'backup-not-found';
  return /^[0-9a-f]{8}-[0-9a-f-]+$/i.test(typed) ? 'operation-not-found' : 'service-not-found';
}

function serviceNames(
  configuration: Configuration,
  snapshot: Snapshot | null,
  typed: string,
): string[] {
  const services =
    snapshot === null ? configuration.services : allServices(configuration, snapshot);
  const wanted = typed.toLowerCase();
  const byId = services.find(({ resourceId }) => resourceId.toLowerCase() === wanted);
  const found = resolvePrefix(
    byId?.label ?? typed,
    services.map(({ label }) => label),
  );
  if (found.kind !== 'one') return [];
  return services
    .filter(({ label }) => label === found.name)
    .flatMap(({ label, id, resourceId }) => [label, id, resourceId]);
}

function backupNames(snapshot: Snapshot, typed: string): string[] {
  return snapshot
    .all('backup')
    .filter(({ id, name }) => id === typed || name === typed)
    .flatMap(({ id, name, operation }) =>
      operation === null ? [id, name] : [id, name, operation],
    );
}

/** An id, or its beginning from four characters on, as everywhere. */
function operationIds(snapshot: Snapshot, typed: string): string[] {
  if (typed.length < 4) return [];
  const begin = typed.toLowerCase();
  return snapshot.all('operation').flatMap(({ id }) => (id.startsWith(begin) ? [id] : []));
}

/** Sign-ins and storages, which have entries of their own. */
function placeNames({ signIns, storages }: Configuration, typed: string): string[] {
  const places = Object.values(storages).map(({ account, container }) => `${account}/${container}`);
  return [...Object.keys(signIns), ...places].filter((name) => name === typed);
}
