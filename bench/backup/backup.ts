import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { runUsed, type UsedRun } from '../measure/child.ts';
import { figuresOf } from '../measure/figures.ts';
import { interleaved } from '../measure/rounds.ts';
import type { Bench, Figure, Result, Scenario } from '../scenario.ts';
import { bundleSdkClient } from './bundle-sdk-client.ts';

const azureSeconds = 3;

/** A whole backup by `apim` against the same backup by Azure's own SDK. */
export const backup: Scenario = {
  name: 'backup',
  title: 'apim backup against @azure/arm-apimanagement with @azure/identity',
  run: measure,
};

/** A backup's run, and how long it read before its POST. */
type BackupRun = UsedRun & { checksMs: number };

async function measure({ program, folder, rounds, say }: Bench): Promise<Result> {
  say('starting the pretend Azure, bundling the SDK');
  const sandbox = await startSandbox({
    backupSeconds: azureSeconds,
    retryAfterSeconds: 1,
    activityLogLagSeconds: 1,
  });
  try {
    const client = await bundleSdkClient(join(folder, 'sdk'));
    await mkdir(join(folder, 'state'));
    const environment = {
      ...sandbox.environment,
      LIFEBOAT_STATE_DIR: join(folder, 'state'),
      XDG_CACHE_HOME: join(folder, 'caches'),
    };
    const counted = rounds ?? 9;
    say(`${counted} backups by each in turn, after one to warm up`);
    let number = 0;
    const bySdk = (file: string) => () => {
      number += 1;
      const words = [file, JSON.stringify(placeOf(sandbox, `by-the-sdk-${number}`))];
      // The same authorities that apim trusts with `caFile`: Node's own and this one.
      const trusting = { ...environment, NODE_EXTRA_CA_CERTS: sandbox.caFile };
      return timed(sandbox, { words, environment: trusting });
    };
    const runs = await interleaved(
      {
        apim: () =>
          timed(sandbox, { words: [program, 'backup', 'contoso-prod', '--json'], environment }),
        sdk: bySdk(client.bundled),
        installed: bySdk(client.installed),
      },
      { warmUp: 1, counted },
    );
    return resultOf(runs);
  } finally {
    await sandbox.close();
  }
}

/** Runs a backup; from the sandbox's own journal, how long it asked other things before the POST. */
async function timed(
  sandbox: Sandbox,
  program: { words: string[]; environment: Record<string, string> },
): Promise<BackupRun> {
  await sandbox.control.clearRequests();
  const used = await runUsed(program);
  const requests = await sandbox.control.requests();
  const first = requests.find(({ path }) => !path.includes('/oauth2/'));
  const post = requests.find(({ method, path }) => method === 'POST' && path.includes('/backup?'));
  if (first === undefined || post === undefined) throw new Error('There was no POST.');
  return { ...used, checksMs: Date.parse(post.at) - Date.parse(first.at) };
}

function placeOf(sandbox: Sandbox, backupName: string): Record<string, string | undefined> {
  return {
    origin: sandbox.origin,
    tenantId: sandbox.workloadEnvironment.AZURE_TENANT_ID,
    clientId: sandbox.workloadEnvironment.AZURE_CLIENT_ID,
    subscription: '5b5c0000-0000-4000-8000-000000000001',
    resourceGroup: 'rg-prod',
    service: 'contoso-prod',
    storageAccount: 'stcontosodr',
    containerName: 'apim-backups',
    backupName,
  };
}

function resultOf(runs: Record<'apim' | 'sdk' | 'installed', BackupRun[]>): Result {
  const { apim, sdk, installed } = runs;
  const measures = [
    { what: 'wall beyond Azure', unit: 'ms', of: (run: BackupRun) => overheadOf(run), target: 0.7 },
    { what: 'CPU', unit: 'ms', of: (run: BackupRun) => run.cpuMs, target: 0.7 },
    { what: 'peak memory', unit: 'MB', of: (run: BackupRun) => run.memoryMb, target: 0.8 },
  ] as const;
  const figures = measures.flatMap(({ what, unit, of, target }): Figure[] => {
    const [ours, theirs] = [figuresOf(apim.map(of)), figuresOf(sdk.map(of))];
    const asInstalled = figuresOf(installed.map(of));
    return [
      { name: `${what}: apim`, value: ours.median, unit, ...ours },
      { name: `${what}: SDK`, value: theirs.median, unit, ...theirs },
      {
        name: `${what}: SDK, not bundled`,
        value: asInstalled.median,
        unit,
        ...asInstalled,
      },
      { name: `${what}: apim in SDKs`, value: ours.median / theirs.median, unit: '×', target },
      {
        name: `${what}: apim in SDKs, not bundled`,
        value: ours.median / asInstalled.median,
        unit: '×',
        target,
      },
    ];
  });
  const checks = figuresOf(apim.map(({ checksMs }) => checksMs));
  const withoutChecks = figuresOf(apim.map((run) => overheadOf(run) - run.checksMs)).median;
  return {
    figures: [
      ...figures,
      { name: "apim's own checks before the POST", value: checks.median, unit: 'ms', ...checks },
      {
        name: 'wall beyond Azure and the checks: apim in SDKs',
        value: withoutChecks / figuresOf(sdk.map(overheadOf)).median,
        unit: '×',
      },
    ],
    notes: [
      `A whole process each: client secret, system identity, TLS with a CA of one's own, ${azureSeconds} s in Azure, Retry-After 1 s; the SDK's client is bundled like apim, its compiled code kept, and once more run with its packages as installed.`,
      "apim's checks (service, storage, free name) are part of its figures; the SDK's client checks nothing, keeps no record and does not look at the blob.",
      'CPU is user and system time of the process; memory its largest resident set.',
    ],
  };
}

function overheadOf({ wallMs }: BackupRun): number {
  return wallMs - azureSeconds * 1_000;
}
