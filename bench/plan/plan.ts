import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type JournalEntry, type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { run } from '../measure/child.ts';
import { figuresOf } from '../measure/figures.ts';
import type { Bench, Figure, Result, Scenario } from '../scenario.ts';
import type { PlanRound } from './plan-rounds.ts';

/** How long Azure takes for each request, tokens aside. Milliseconds. */
const delayMs = 200;
const target = 1.5;
const [restored, source] = ['contoso-dr', 'contoso-prod'] as const;

/** The plan of a restore, with all its checks, against the slowest of its requests. */
export const plan: Scenario = {
  name: 'plan',
  title: `a restore's plan with all checks, each request ${delayMs} ms in Azure`,
  run: measure,
};

async function measure({ program, folder, rounds, say }: Bench): Promise<Result> {
  say('starting the pretend Azure, making a backup to restore from');
  const sandbox = await startSandbox({
    backupSeconds: 1,
    retryAfterSeconds: 1,
    activityLogLagSeconds: 1,
  });
  try {
    const state = join(folder, 'state');
    await mkdir(state);
    const environment = {
      ...sandbox.environment,
      LIFEBOAT_STATE_DIR: state,
      XDG_CACHE_HOME: join(folder, 'caches'),
    };
    for (const line of [['backup', 'contoso-prod'], ['backup', 'contoso-dr'], ['services']])
      await run({ words: [program, ...line, '--json'], environment });
    await slowDown(sandbox);
    const counted = rounds ?? 9;
    const inProcess = async (what: string, how: string, changed = {}): Promise<PlanRound[]> => {
      say(`${counted} plans in one process, ${what}`);
      const file = join(import.meta.dirname, 'plan-rounds.ts');
      const { stdout } = await run({
        words: [file, restored, source, String(counted), how],
        environment: { ...environment, ...changed },
      });
      return JSON.parse(stdout);
    };
    const known = await inProcess('the target known', 'known');
    const forgotten = await inProcess('the target forgotten before each', 'forgotten');
    const unplaced = await inProcess("the storage account's place not configured", 'known', {
      LIFEBOAT_CONFIG: await withoutPlaces(sandbox, folder),
    });
    const fresh = await inProcess('the source backed up first', 'fresh');
    say(`${counted} times apim restore --plan`);
    const commands = await planByCommand(sandbox, program, environment, counted);
    return resultOf({ known, forgotten, unplaced, fresh, commands });
  } finally {
    await sandbox.close();
  }
}

/** All that is asked of the resource manager and of the storage; tokens come as quickly as they do. */
async function slowDown({ control }: Sandbox): Promise<void> {
  const slow = { count: null, play: { kind: 'slow', delayMs } } as const;
  await control.addFault({ front: 'main', path: '^/subscriptions', ...slow });
  await control.addFault({ front: 'storage', ...slow });
}

/** The same configuration without the resource groups of its storages: their accounts have to be found. */
async function withoutPlaces(sandbox: Sandbox, folder: string): Promise<string> {
  const file = join(folder, 'unplaced.yaml');
  const [before = '', storages = '', after = ''] =
    sandbox.configYaml.split(/^(?=storage:$|services:$)/m);
  await writeFile(file, `${before}${storages.replaceAll(/^ +resourceGroup:.*\n/gm, '')}${after}`);
  return file;
}

async function planByCommand(
  sandbox: Sandbox,
  program: string,
  environment: Record<string, string>,
  counted: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let round = -1; round < counted; round += 1) {
    await sandbox.control.clearRequests();
    const { wallMs, stdout } = await run({
      words: [program, 'restore', restored, '--from', `latest:${source}`, '--plan', '--json'],
      environment,
    });
    const asked = await sandbox.control.requests();
    if (!stdout.includes('"checks"') || !asked.some(isSlow)) throw new Error('No plan was made.');
    if (round >= 0) times.push(wallMs);
  }
  return times;
}

function isSlow({ fault }: JournalEntry): boolean {
  return fault === 'slow';
}

type Measured = Record<'known' | 'forgotten' | 'unplaced' | 'fresh', PlanRound[]> & {
  commands: number[];
};

function resultOf({ known, forgotten, unplaced, fresh, commands }: Measured): Result {
  const bare = figuresOf(known.map(({ slowestMs }) => slowestMs));
  return {
    figures: [
      { name: 'slowest request', value: bare.median, unit: 'ms', ...bare },
      ...planFigures('plan', known, { ratio: target, row: 1 }),
      ...planFigures('target never seen', forgotten, { ratio: null, row: 2 }),
      ...planFigures('account to be found', unplaced, { ratio: null, row: 2 }),
      ...planFigures('--fresh', fresh, { ratio: target, row: 1 }),
      spread('apim restore --plan --json', commands),
    ],
    notes: [
      `In one process over the real ports, tokens and connections warm; requests as that process saw them. ${known[0]?.checks} checks.`,
      ...[known, forgotten, unplaced, fresh].map(
        (plans) => `One after the other at most: ${plans[0]?.row.map(shortly).join(' → ')}`,
      ),
      'The command is a whole process: start of Node, token requests and handshakes on this machine included.',
    ],
  };
}

function planFigures(
  what: string,
  plans: readonly PlanRound[],
  targets: { ratio: number | null; row: number },
): Figure[] {
  const most = Math.max(...plans.map(({ row }) => row.length));
  const ratios = plans.map(({ wallMs, slowestMs }) => wallMs / slowestMs);
  return [
    spread(
      `${what}: time`,
      plans.map(({ wallMs }) => wallMs),
    ),
    {
      ...figuresOf(ratios),
      name: `${what}: in slowest requests`,
      value: figuresOf(ratios).median,
      unit: '×',
      ...(targets.ratio === null ? {} : { target: targets.ratio }),
    },
    { name: `${what}: requests`, value: plans[0]?.requests ?? 0, unit: 'requests' },
    { name: `${what}: requests in a row`, value: most, unit: 'requests', target: targets.row },
  ];
}

/** Without what is the same in all of them. */
function shortly(what: string): string {
  return what.replaceAll(/\/subscriptions\/[^/]+\/resourceGroups\/[^/]+|\/providers(?=\/)/g, '');
}

function spread(name: string, times: readonly number[]): Figure {
  const figures = figuresOf(times);
  return { name, value: figures.median, unit: 'ms', ...figures };
}
