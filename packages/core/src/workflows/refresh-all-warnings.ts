import { currentWarnings } from './current-warnings.ts';
import { fleetRows } from './fleet.ts';
import { refreshWarnings } from './refresh-warnings.ts';
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
  const stored = snapshot.all('warning');
  const changed = new Set([
    ...hold.filter((warning) => snapshot.get('warning', warning.id) !== warning),
    ...stored.filter((warning) => !hold.includes(warning)),
  ]);
  if (changed.size === 0) return;
  const services = new Set([...changed].map(({ service }) => service));
  const added = await ports.store.update((draft) =>
    [...services].flatMap((service) => refreshWarnings(draft, service, configuration, now)),
  );
  for (const warning of added) tell({ kind: 'warning', warning });
}
