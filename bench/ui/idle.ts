import type { Bench, Result, Scenario } from '../scenario.ts';
import { cpuMs, residentMb } from './process-facts.ts';
import { inPty, shows } from './pty.ts';
import { runningBackup } from './running.ts';

const seconds = 60;
const targetPercent = 2;

/** What an open terminal UI takes while nobody presses a key and one operation runs. */
export const uiIdle: Scenario = {
  name: 'ui-idle',
  title: `the terminal UI left open for ${seconds} s with a backup running`,
  run: measure,
};

async function measure({ program, folder, say }: Bench): Promise<Result> {
  say('starting the pretend Azure and a backup');
  const backup = await runningBackup(program, folder);
  try {
    return await inPty([program], { environment: backup.environment }, async (pty) => {
      await pty.until(shows('running'));
      await pause(15_000);
      say(`watching it for ${seconds} s`);
      pty.mark();
      const before = await cpuMs(pty.pid);
      await pause(seconds * 1_000);
      const used = (await cpuMs(pty.pid)) - before;
      const bytes = Buffer.byteLength(pty.written()) / seconds;
      const percent = used / (seconds * 10);
      return {
        figures: [
          { name: 'CPU, of one core', value: percent, unit: '%', target: targetPercent },
          { name: 'sent to the terminal each second', value: bytes, unit: 'bytes' },
          { name: 'resident memory', value: await residentMb(pty.pid), unit: 'MB' },
        ],
        notes: [
          "The fleet, focused, at 120x40; the pretend Azure is asked each 10 s by the follower and shares the machine's cores. CPU is the kernel's account of the whole process, in steps of 10 ms.",
        ],
      };
    });
  } finally {
    await backup.close();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
