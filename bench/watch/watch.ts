import { join } from 'node:path';
import { runUsed, type UsedRun } from '../measure/child.ts';
import { figuresOf } from '../measure/figures.ts';
import type { Bench, Figure, Result, Scenario } from '../scenario.ts';
import { environmentIn } from '../store/open.ts';
import { type Fleet, writeFleet } from './fleet.ts';
import type { WatchRounds } from './watch-rounds.ts';

const [small, large] = [250, 1_000] as const;
/** One hundredth of a core, with a look every 15 s (`lookEveryMs`). */
const targetMs = 150;
/** Four times the services may take this many times the CPU; what is quadratic takes sixteen. */
const targetGrowth = 6;

/** What one turn of a watch costs over a large fleet, from the store alone. */
export const watch: Scenario = {
  name: 'watch',
  title: `one turn of a watch over ${large} services`,
  run: measure,
};

type Rounds = WatchRounds & { used: UsedRun };

async function measure({ program, folder, rounds, say }: Bench): Promise<Result> {
  const at = Date.now();
  const file = join(import.meta.dirname, 'watch-rounds.ts');
  const on = async (fleet: Fleet, what: string, count: number): Promise<Rounds> => {
    say(`${fleet.services} services, ${what}`);
    const { place, services } = fleet;
    const words = [file, place, String(services), String(fleet.at), what, String(count)];
    const used = await runUsed({ words, ...environmentIn(place) });
    return { ...(JSON.parse(used.stdout) as WatchRounds), used };
  };
  say('writing the fleets');
  const few = await writeFleet(join(folder, 'few'), small, at);
  const many = await writeFleet(join(folder, 'many'), large, at);
  say('apim watch --once');
  const words = [program, 'watch', '--once', '--json'];
  const once: UsedRun[] = [];
  for (let round = 0; round < 4; round += 1)
    once.push(await runUsed({ words, ...environmentIn(many.place) }));
  const [fresh, ...again] = once;
  const quiet = { few: await on(few, 'quiet', 20), many: await on(many, 'quiet', rounds ?? 20) };
  // The storm moves the fleet's time on, so it comes last.
  const due = { few: await on(few, 'due', 1), many: await on(many, 'due', 1) };
  const storm = { few: await on(few, 'storm', 3), many: await on(many, 'storm', 3) };
  return {
    figures: [
      part('apim watch --once: CPU', again.map(cpuOf)),
      part(
        '  the first with a configuration, which it checks',
        [fresh].flatMap((one) => one?.cpuMs ?? []),
      ),
      { ...part('  peak memory', again.map(memoryOf)), unit: 'MB' },
      ...turnFigures(quiet.many),
      {
        name: 'peak memory of all these turns',
        value: quiet.many.used.memoryMb,
        unit: 'MB',
      },
      ...burstFigures(due),
      ...burstFigures(storm),
    ],
    notes: [
      'From the store alone, in a process of its own with a clock that stands still; a turn is what the loop does each 15 s, beats and tasks (at longer intervals) aside. CPU is user and system time.',
      `Ten backups of each service and their operations; growth compares ${large} services with ${small}: the lowest of each.`,
    ],
  };
}

/** Parts of one turn of the loop; the others have paces of their own. */
const turn = ['what is due', 'what runs'] as const;

function turnFigures({ first, later }: WatchRounds): Figure[] {
  const turns = (later[turn[0]] ?? []).map((ms, index) => ms + (later[turn[1]]?.[index] ?? 0));
  return [
    { ...part('a turn: CPU', turns), target: targetMs },
    ...Object.entries(later).map(([name, times]) => part(`  ${name}`, times)),
    { name: 'the first of all, with what it reads', value: sum(Object.values(first)), unit: 'ms' },
  ];
}

/** What happens to many services at once, and how it grows with the fleet. */
function burstFigures({ few, many }: Record<'few' | 'many', WatchRounds>): Figure[] {
  return Object.entries(many.later).flatMap(([name, times]): Figure[] => [
    part(name, times),
    growth(name, few, many),
  ]);
}

function growth(name: string, few: WatchRounds, many: WatchRounds): Figure {
  const value = lowest(many.later[name]) / lowest(few.later[name]);
  return { name: `  in those of ${small}`, value, unit: '×', target: targetGrowth };
}

/** What the work takes when nobody disturbs it, which is what grows. */
function lowest(times: readonly number[] = []): number {
  return figuresOf(times).lowest;
}

function part(name: string, times: readonly number[]): Figure {
  const figures = figuresOf(times);
  return { ...figures, name, value: figures.median, unit: 'ms' };
}

function cpuOf({ cpuMs }: UsedRun): number {
  return cpuMs;
}

function memoryOf({ memoryMb }: UsedRun): number {
  return memoryMb;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
