import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { machineFacts, renderFigures, type Scenario, scenarios } from '../bench/index.ts';

// Measures what docs/bench.md tells about, all in one run: `pnpm bench [--only NAME…] [--rounds N] [--json]`.

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string' },
    json: { type: 'boolean', default: false },
    program: { type: 'string' },
  },
});
const chosen = choose(values.only);
const rounds = values.rounds === undefined ? null : wholeNumber(values.rounds);
const program = resolve(
  values.program ?? join(import.meta.dirname, '../packages/tui/dist/apim.js'),
);
await access(program).catch(() => stop(`There is no ${program}; \`pnpm build\` makes it.`));

const machine = machineFacts();
const { node, cores, processor, memoryGb, load } = machine;
show(`Node ${node}, ${cores} cores (${processor}), ${memoryGb} GB, load ${load} at the start`);
const results = [];
for (const scenario of chosen) results.push(await measure(scenario));
if (values.json) process.stdout.write(`${JSON.stringify({ machine, results }, null, 2)}\n`);
const missed = results.flatMap(({ figures }) =>
  figures.filter(({ value, target }) => target !== undefined && value > target),
);
show(missed.length === 0 ? '\nEvery target is reached.' : `\n${missed.length} targets are missed.`);

async function measure(scenario: Scenario) {
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-bench-'));
  const loadBefore = machineFacts().load;
  show(`\n${scenario.name}: ${scenario.title} (load ${loadBefore})`);
  const say = (text: string): void => void process.stderr.write(`  … ${text}\n`);
  try {
    const result = await scenario.run({ program, folder, rounds, say });
    show(renderFigures(result));
    return { name: scenario.name, title: scenario.title, load: loadBefore, ...result };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function choose(names: readonly string[]): readonly Scenario[] {
  const unknown = names.find((name) => !scenarios.some((each) => each.name === name));
  const known = scenarios.map(({ name }) => name).join(', ');
  if (unknown !== undefined) stop(`There is no scenario ${unknown}. Known: ${known}.`);
  return scenarios.filter(({ name, onlyNamed }) =>
    names.length === 0 ? onlyNamed !== true : names.includes(name),
  );
}

function wholeNumber(text: string): number {
  return /^[1-9]\d*$/.test(text)
    ? Number(text)
    : stop(`--rounds ${text}: give a number from 1 on.`);
}

/** With `--json`, only that is on stdout. */
function show(text: string): void {
  (values.json ? process.stderr : process.stdout).write(`${text}\n`);
}

function stop(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(2);
}
