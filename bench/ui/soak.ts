import type { Bench, Figure, Result, Scenario } from '../scenario.ts';
import { connectInspector } from './inspector.ts';
import { residentMb } from './process-facts.ts';
import { inPty, type Pty, shows } from './pty.ts';
import { runningBackup } from './running.ts';

const usualMinutes = 20;
const settleMs = 60_000;
const targetMb = 2;
const esc = '\u001b';

/** Whether an open terminal UI grows. Only by its name: it takes 22 minutes; `--rounds` are its minutes. */
export const uiSoak: Scenario = {
  name: 'ui-soak',
  title: `the terminal UI left open for ${usualMinutes} minutes with a backup running`,
  onlyNamed: true,
  run: measure,
};

async function measure({ program, folder, rounds, say }: Bench): Promise<Result> {
  const minutes = rounds ?? usualMinutes;
  say('starting the pretend Azure and a backup');
  const backup = await runningBackup(program, folder);
  const words = ['--inspect=127.0.0.1:0', program];
  try {
    return await inPty(words, { environment: backup.environment }, async (pty) => {
      await pty.until(shows('running'));
      const inspector = await connectInspector(pty.written());
      // What is loaded and compiled when first used is no growth.
      await lookAround(pty);
      await pause(settleMs);
      const before = await inspector.heapMb();
      const residentBefore = await residentMb(pty.pid);
      const heaps: number[] = [];
      for (let minute = 1; minute <= minutes; minute += 1) {
        await lookAround(pty);
        await pause(60_000);
        heaps.push(await inspector.heapMb());
        say(`after ${minute} of ${minutes} minutes: ${heaps.at(-1)?.toFixed(2)} MB`);
      }
      const after = heaps.at(-1) ?? before;
      const half = heaps[Math.floor(heaps.length / 2) - 1] ?? before;
      inspector.close();
      const figures: Figure[] = [
        { name: 'heap after a minute, collected', value: before, unit: 'MB' },
        { name: `heap ${minutes} minutes later, collected`, value: after, unit: 'MB' },
        { name: 'growth', value: after - before, unit: 'MB', target: targetMb },
        { name: 'growth in the second half of it', value: after - half, unit: 'MB' },
        { name: 'resident memory after a minute', value: residentBefore, unit: 'MB' },
        { name: 'resident memory at the end', value: await residentMb(pty.pid), unit: 'MB' },
      ];
      return {
        figures,
        notes: [
          "The heap through Node's inspector, each time after everything was collected; a few keys each minute. The backup is followed all the while.",
        ],
      };
    });
  } finally {
    await backup.close();
  }
}

/** A few keys, as of somebody who looks at it now and then. */
async function lookAround(pty: Pty): Promise<void> {
  pty.mark();
  for (const key of ['j', 'k', '?', esc, '/', 'c', esc]) {
    pty.type(key);
    await pause(1_000);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
