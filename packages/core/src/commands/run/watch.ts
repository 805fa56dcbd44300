import type { Operation } from '../../domain/operation.ts';
import { typicalRun } from '../../domain/typical.ts';
import { deliverBriefly } from '../../workflows/outbox/deliver-briefly.ts';
import { type Watched, watchAll } from '../../workflows/watch-all.ts';
import type { CommandContext } from '../definition.ts';
import { paced } from './paced.ts';

/** Shows operations as they go, with the typical duration of past runs. */
export async function progressOf(
  context: CommandContext,
): Promise<(operations: readonly Operation[]) => void> {
  const { ports } = context.lifeboat;
  const past = Map.groupBy((await ports.store.read()).all('operation'), ({ service }) => service);
  // Told at every change of any of them: hundreds would look through all of the past each time.
  const typical = new Map<string, number | null>();
  const typicalOf = ({ id, service, kind }: Operation): number | null => {
    const known = typical.get(id);
    if (known !== undefined) return known;
    const found = typicalRun(past.get(service) ?? [], service, kind)?.medianMs ?? null;
    typical.set(id, found);
    return found;
  };
  return (operations) => {
    const now = ports.clock.now();
    context.door.progress(
      operations.map((operation) => ({ operation, typicalMs: typicalOf(operation), now })),
    );
  };
}

/** From so many on, a picture of all of them at every change of one is more than anybody can read. */
const manyOperations = 20;
const tellManyEveryMs = 500;

/**
 * Follows operations with the door's progress, until they end or the person stops waiting, and tells
 * those who want to hear of it: with backups from cron there may be no other process that does.
 */
export async function watchWithProgress(
  context: CommandContext,
  operations: readonly Operation[],
  timeoutMs: number | null,
): Promise<Watched[]> {
  const { lifeboat, signal } = context;
  const everyMs = operations.length > manyOperations ? tellManyEveryMs : 0;
  const progress = paced(lifeboat.ports.clock, everyMs, await progressOf(context));
  const telling = deliverBriefly(lifeboat, signal);
  try {
    return await watchAll(lifeboat, operations, { signal, timeoutMs, onChange: progress.tell });
  } finally {
    progress.end();
    await telling;
    await deliverBriefly(lifeboat, signal);
  }
}
