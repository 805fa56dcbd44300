import type { Backup } from '@lifeboat/core/live';
import { isSnoozed, nameToType } from '@lifeboat/core/live';
import { useSession } from '../../app/session-context.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import { type Begun, holdLine, noteLine, restoreIntoLine, snoozeLine } from './lines-of-keys.ts';
import type { PaneName } from './panes.ts';
import { serviceKeys } from './service-keys.ts';
import type { Panes } from './use-panes.ts';
import type { KnownService } from './use-service.ts';

/** Binds the keys of a service's screen; gives what `y` and `Y` copy. */
export function useServiceKeys(options: {
  known: KnownService;
  panes: Panes;
  focused: PaneName;
  /** So many panes on. */
  move(steps: number): void;
  isActive: boolean;
  now: number;
}): { id: string | null; line: string } {
  const { known, panes, focused, move, isActive, now } = options;
  const session = useSession();
  const { act, overlay, toasts, navigation } = session;
  const { row, warnings } = known;
  const { resourceId } = row.service;
  const name = nameToType(row.service);
  const backup = focused === 'backups' ? panes.backups.selected : null;
  const operation = focused === 'operations' ? panes.operations.selected : null;

  const begin = (begun: Begun): void => overlay.set({ kind: 'palette', ...begun });
  const withBackup = (does: (marked: Backup) => void): void => {
    if (backup === null) toasts.say('plain', 'Mark a backup first: tab goes to them.');
    else does(backup);
  };
  const open = (): void => {
    if (backup !== null) act(`show ${backup.id}`);
    else if (operation !== null) navigation.open({ screen: 'operation', about: operation.id });
    else toasts.say('plain', 'There is nothing to open here.');
  };
  useBindings(
    serviceKeys,
    {
      open,
      'next-pane': () => move(1),
      'previous-pane': () => move(-1),
      backup: () => session.askBackup(name),
      recover: () => act(`recover ${name}`),
      restore: () => withBackup(({ id }) => act(`restore ${name} --from ${id}`)),
      'restore-into': () => withBackup(({ id }) => begin(restoreIntoLine(id))),
      note: () => withBackup(({ id }) => begin(noteLine(id))),
      hold: () => begin(holdLine(row)),
      snooze: () =>
        begin(
          snoozeLine(
            name,
            warnings.some((warning) => isSnoozed(warning, now)),
          ),
        ),
    },
    isActive,
  );
  const filter = (): void => toasts.say('plain', 'There is nothing to filter here.');
  useBindings(listKeys, { ...panes.handlers, filter }, isActive);

  if (backup !== null) return { id: backup.id, line: `apim show ${backup.id}` };
  if (operation !== null) return { id: operation.id, line: `apim follow ${operation.id}` };
  return { id: resourceId, line: `apim backups ${name}` };
}
