import type { Clock, Lifeboat, Operation } from '@lifeboat/core';
import { openOperations } from '@lifeboat/core/live';

/** What ends when the app is left: what only reads, and commands that may have sent something. */
export type Ending = { reading: Promise<unknown>; changing: Promise<unknown> };

/** How long what was told to stop may take before nobody waits for it any more. Milliseconds. */
const patienceMs = 500;

const waiting = `Waiting for Azure's answer to what was just sent. ctrl-c leaves without it; the next Lifeboat finds out.\n`;

/**
 * Ends what runs in the app and gives what goes on in Azure. What hangs on a slow Azure is left behind;
 * a request that was sent is waited for, since its answer decides what became of it, until `hurried`.
 * What the store writes is never cut off.
 */
export async function endSession(options: {
  ending: Ending;
  lifeboat: Lifeboat;
  clock: Clock;
  say(text: string): void;
  /** Resolves when the person does not want to wait. */
  hurried(): Promise<void>;
}): Promise<readonly Operation[]> {
  const { ending, lifeboat, clock, say, hurried } = options;
  const { reading, changing } = ending;
  const all = Promise.all([reading, changing]);
  if (!(await within(clock, all)) && !(await isOver(changing))) {
    say(waiting);
    await Promise.race([changing, hurried()]);
  }
  let open: readonly Operation[] = [];
  const looking = lifeboat.ports.store.read().then((snapshot) => {
    open = openOperations(snapshot);
  });
  // A store that somebody holds must not hold the person too.
  await within(clock, looking);
  // Its leases and its writing first; connections that hang would hold it.
  await within(clock, lifeboat.close());
  return open;
}

/** Whether it ended in time. A failure is an end. */
async function within(clock: Clock, work: Promise<unknown>): Promise<boolean> {
  const tooLong = new AbortController();
  const late = clock.sleep(patienceMs, tooLong.signal).then(
    () => false,
    () => false,
  );
  const done = work.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([done, late]);
  tooLong.abort();
  return inTime;
}

function isOver(work: Promise<unknown>): Promise<boolean> {
  const over = work.then(
    () => true,
    () => true,
  );
  return Promise.race([over, Promise.resolve(false)]);
}
