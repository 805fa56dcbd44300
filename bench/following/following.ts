import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { run, runUsed } from '../measure/child.ts';
import { percentile } from '../measure/figures.ts';
import type { Bench, Result, Scenario } from '../scenario.ts';
import { fleetConfiguration } from './fleet-configuration.ts';

const count = 500;
const retryAfterSeconds = 5;
const backupSeconds = 120;
const targetMb = 200;

/** Hundreds of operations followed by one process. */
export const following: Scenario = {
  name: 'following',
  title: `apim follow with ${count} backups running, Retry-After ${retryAfterSeconds} s`,
  run: measure,
};

async function measure({ program, folder, say }: Bench): Promise<Result> {
  say(`starting the pretend Azure with ${count} more services`);
  const sandbox = await startSandbox({
    extraServices: count,
    backupSeconds,
    retryAfterSeconds,
    activityLogLagSeconds: 1,
  });
  try {
    const environment = await prepare(sandbox, folder);
    say(`starting ${count} backups`);
    await run({ words: [program, 'backup', '--all', '--no-wait', '--json'], environment });
    await sandbox.control.clearRequests();
    const startedAt = Date.now();
    say('following them to their ends, about two minutes');
    const used = await runUsed({ words: [program, 'follow', '--json'], environment });
    const polls = await pollsByOperation(sandbox);
    const seconds = (Date.now() - startedAt) / 1_000;
    const statuses = statusesIn(used.stdout);
    if (statuses.length !== count || statuses.some((status) => status !== 'succeeded'))
      throw new Error(`${statuses.length} were followed: ${[...new Set(statuses)].join(', ')}`);
    const counts = polls.map((times) => times.length);
    const early = polls.flatMap(gapsOf).filter((ms) => ms < retryAfterSeconds * 1_000);
    return {
      figures: [
        { name: 'operations followed to their end', value: count, unit: 'operations' },
        { name: 'requests for one, median', value: percentile(counts, 50), unit: 'requests' },
        {
          name: 'requests for one, most',
          value: Math.max(...counts),
          unit: 'requests',
          target: Math.floor(seconds / retryAfterSeconds) + 1,
        },
        {
          name: `requests sooner than ${retryAfterSeconds} s after the last`,
          value: early.length,
          unit: 'requests',
          target: 0,
        },
        { name: 'CPU', value: used.cpuMs, unit: 'ms' },
        { name: 'CPU of each second', value: used.cpuMs / (used.wallMs / 1_000), unit: 'ms' },
        { name: 'peak memory', value: used.memoryMb, unit: 'MB', target: targetMb },
      ],
      notes: [
        `The built program against the pretend Azure, which runs in the bench's own process and shares its cores; followed for ${Math.round(used.wallMs / 1_000)} s.`,
        'Allowed is one request at once and one each time Retry-After is over; the times are those of their arrival.',
      ],
    };
  } finally {
    await sandbox.close();
  }
}

async function prepare(sandbox: Sandbox, folder: string): Promise<Record<string, string>> {
  const configuration = join(folder, 'config.yaml');
  await writeFile(configuration, fleetConfiguration(sandbox, count));
  await mkdir(join(folder, 'state'));
  return {
    ...sandbox.environment,
    LIFEBOAT_CONFIG: configuration,
    LIFEBOAT_STATE_DIR: join(folder, 'state'),
    XDG_CACHE_HOME: join(folder, 'caches'),
  };
}

/** When Azure was asked about each operation, in order. */
async function pollsByOperation(sandbox: Sandbox): Promise<number[][]> {
  const polls = (await sandbox.control.requests()).filter(({ path }) =>
    path.includes('/operationresults/'),
  );
  const byService = Map.groupBy(polls, ({ path }) => /\/service\/([^/]+)/.exec(path)?.[1]);
  return [...byService.values()].map((same) => same.map(({ at }) => Date.parse(at)));
}

function gapsOf(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}

function statusesIn(stdout: string): string[] {
  const answer: { data: { operations: { status: string }[] } } = JSON.parse(stdout);
  return answer.data.operations.map(({ status }) => status);
}
