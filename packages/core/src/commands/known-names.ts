import type { Approval } from '../domain/approval.ts';
import { approvalState } from '../domain/approval-decision.ts';
import { type Backup, backupState } from '../domain/backup.ts';
import type { Instant } from '../domain/instant.ts';
import { isEnded, type Operation } from '../domain/operation.ts';
import { utcTimeAndRelative } from '../domain/relative-time.ts';
import type { Lifeboat } from '../lifeboat.ts';
import { type KnownNames, type NameKind, noNames } from './complete.ts';

/**
 * The names that completing needs, newest first; asks nobody outside this machine. What the
 * configuration alone tells costs no look into the store.
 */
export async function knownNames(
  { configuration, ports }: Pick<Lifeboat, 'configuration' | 'ports'>,
  wanted: NameKind,
): Promise<KnownNames> {
  const services = configuration.services.map((service) => ({
    value: service.label,
    summary: service.environment ?? '',
  }));
  switch (wanted) {
    case 'service':
      return { ...noNames, services };
    case 'storage': {
      const storages = Object.values(configuration.storages).map((storage) => ({
        value: storage.key,
        summary: `${storage.account}/${storage.container}`,
      }));
      return { ...noNames, storages };
    }
    case 'backup': {
      const snapshot = await ports.store.read();
      return {
        ...noNames,
        services,
        backups: backupNames(snapshot.all('backup'), ports.clock.now()),
      };
    }
    case 'operation': {
      const snapshot = await ports.store.read();
      return { ...noNames, operations: openNames(snapshot.all('operation'), ports.clock.now()) };
    }
    case 'approval': {
      const snapshot = await ports.store.read();
      return { ...noNames, approvals: waitingNames(snapshot.all('approval'), ports.clock.now()) };
    }
    default:
      return wanted satisfies never;
  }
}

/** What was deleted is no answer to anything; what is missing or expired may still be shown, and says so. */
function backupNames(all: readonly Backup[], now: Instant): KnownNames['backups'] {
  return all
    .filter(({ state }) => state !== 'deleted')
    .toSorted((one, other) => other.createdAt - one.createdAt)
    .map((backup) => {
      const { id, name, label, createdAt, purpose } = backup;
      const state = backupState(backup, now);
      const more = [
        purpose === 'safety' ? ', safety' : '',
        state === 'present' ? '' : `, ${state}`,
      ];
      const summary = `${label}, ${utcTimeAndRelative(createdAt, now)}${more.join('')}`;
      return { value: id, name, summary };
    });
}

function openNames(all: readonly Operation[], now: Instant): KnownNames['operations'] {
  return all
    .filter(({ status }) => !isEnded(status))
    .toSorted((one, other) => other.plannedAt - one.plannedAt)
    .map(({ id, kind, label, status, plannedAt }) => ({
      value: id,
      summary: `${kind} of ${label}, ${status}, ${utcTimeAndRelative(plannedAt, now)}`,
    }));
}

/** Only what can still be decided. */
function waitingNames(all: readonly Approval[], now: Instant): KnownNames['approvals'] {
  return all
    .filter((approval) => approvalState(approval, now) === 'open')
    .toSorted((one, other) => other.askedAt - one.askedAt)
    .map(({ id, kind, label, asker, askedAt }) => ({
      value: id,
      summary: `${kind} of ${label}, ${asker.person ?? asker.who}, ${utcTimeAndRelative(askedAt, now)}`,
    }));
}
