import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { endGrowthOfYoungMemory } from '../../packages/tui/src/young-memory.ts';

const file = new URL('../../packages/tui/src/young-memory.ts', import.meta.url).href;

/** Makes objects that live for a while, as followed operations do; prints how large V8 let their space grow. */
const program = (begin: string): string => `
import { getHeapSpaceStatistics } from 'node:v8';
import { endGrowthOfYoungMemory } from ${JSON.stringify(file)};
${begin}
const kept = [];
for (let round = 0; round < 60; round += 1) {
  kept.push(Array.from({ length: 20_000 }, (_, at) => ({ at, text: 'x' + at })));
  if (kept.length > 8) kept.shift();
}
console.log(getHeapSpaceStatistics().find((one) => one.space_name === 'new_space').space_size);
`;

async function youngBytes(begin: string): Promise<number> {
  const words = ['--input-type=module', '-e', program(begin)];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, words);
  expect(stderr).toBe('');
  return Number(stdout);
}

describe('the space for new objects', () => {
  it('stays as it is once its growth was ended, in a process that runs already', async () => {
    const ended = await youngBytes('endGrowthOfYoungMemory(process.versions.node);');
    const grown = await youngBytes('');

    expect(ended).toBeLessThan(grown / 4);
  });

  it('is left to V8 by a Node where this was not tried', () => {
    expect(endGrowthOfYoungMemory('25.0.0')).toBe(false);
  });
});
