import { currentWarnings } from './current-warnings.ts';
import { fleetRows } from './fleet.ts';
import { refreshWarningsOfMany } from './refresh-warnings.ts';
import type { Tell } from './watch-events.ts';
import type { Work } from './work.ts';

/**
 * Brings the warnings of all services up to date as time passes. The fleet is looked at in one pass;
 * the store is written only where something changed.
 */
export async function refreshAllWarnings(
  { ports, configuration }: Work,
  _signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const snapshot = await ports.store.read();
  const now = ports.clock.now();
  const rows = fleetRows(snapshot, configuration, now);
  const hold = currentWarnings(rows, snapshot, configuration, now);
  const held = new Set(hold);
  const changed = [
    ...hold.filter((warning) => snapshot.get('warning', warning.id) !== warning),
    ...snapshot.all('warning').filter((warning) => !held.has(warning)),
  ];
  if (changed.length === 0) return;
  const services = changed.map(({ service }) => service);
  const added = await ports.store.update((draft) =>
    refreshWarningsOfMany(draft, services, configuration, now),
  );
  for (const warning of added) tell({ kind: 'warning', warning });
}
