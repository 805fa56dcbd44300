import PQueue from 'p-queue';

/**
 * Does the same with every item, at most `atOnce` at a time, and gives the answers in the order of
 * the items. The first failure, or the signal, stops what has not begun yet.
 */
export async function sideBySide<I, O>(
  items: readonly I[],
  atOnce: number,
  signal: AbortSignal | undefined,
  act: (item: I) => Promise<O>,
): Promise<O[]> {
  signal?.throwIfAborted();
  const queue = new PQueue({ concurrency: atOnce });
  const options = signal === undefined ? {} : { signal };
  try {
    return await Promise.all(items.map((item) => queue.add(() => act(item), options)));
  } catch (error) {
    queue.clear();
    throw error;
  }
}
