import type { Operation } from '../../domain/operation.ts';
import { typicalRun } from '../../domain/typical.ts';
import { type Watched, watchAll } from '../../workflows/watch-all.ts';
import type { CommandContext } from '../definition.ts';

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

/** Follows operations with the door's progress, until they end or the person stops waiting. */
export async function watchWithProgress(
  context: CommandContext,
  operations: readonly Operation[],
  timeoutMs: number | null,
): Promise<Watched[]> {
  const onChange = await progressOf(context);
  return watchAll(context.lifeboat, operations, { signal: context.signal, timeoutMs, onChange });
}
