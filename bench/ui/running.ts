import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { run } from '../measure/child.ts';

/** A pretend Azure in which a backup runs for hours, and how the program finds it. */
export type RunningBackup = {
  environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

/** Longer than anything here is looked at. Seconds. */
const backupSeconds = 6 * 3_600;

/** Starts both; Azure wants to be asked each 10 s, as it does at least. */
export async function runningBackup(program: string, folder: string): Promise<RunningBackup> {
  const sandbox: Sandbox = await startSandbox({
    backupSeconds,
    retryAfterSeconds: 10,
    activityLogLagSeconds: 1,
  });
  try {
    const state = join(folder, 'state');
    await mkdir(state, { recursive: true });
    const environment = {
      ...sandbox.environment,
      HOME: folder,
      LIFEBOAT_STATE_DIR: state,
      XDG_CACHE_HOME: join(folder, 'caches'),
    };
    const words = [program, 'backup', 'contoso-prod', '--no-wait', '--json'];
    await run({ words, environment });
    return { environment, close: () => sandbox.close() };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
