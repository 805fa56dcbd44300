import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../../../packages/core/src/azure/sign-in/run-program.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeboat-run-'));
  const tool =
    '#!/bin/sh\necho "out $SECRET $1"\necho err >&2\n[ "$1" = slow ] && exec sleep 60\nexit 3\n';
  await writeFile(join(folder, 'tool'), tool);
  await chmod(join(folder, 'tool'), 0o755);
  await writeFile(join(folder, 'text'), 'not a program');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const request = (name: string, args: string[] = []) => ({
  name,
  args,
  environment: { PATH: `/nowhere:${folder}:/usr/bin:/bin`, SECRET: 'known' },
  timeoutMs: 30_000,
  signal: undefined,
});

describe('running a program', () => {
  it('gives its exit code and its words, in the environment that was handed in', async () => {
    expect(await runProgram(request('tool', ['a:b/c']))).toEqual({
      kind: 'ended',
      exitCode: 3,
      stdout: 'out known a:b/c\n',
      stderr: 'err\n',
    });
  });

  it.each(['no-such-program', 'text'])('says that %s is missing', async (name) => {
    expect(await runProgram(request(name))).toEqual({ kind: 'missing' });
  });

  it('ends one that takes too long', async () => {
    const ended = await runProgram({ ...request('tool', ['slow']), timeoutMs: 100 });

    expect(ended).toEqual({ kind: 'timeout' });
  });

  it.each(['a b', '$HOME', '"x"', 'a;b', '%PATH%', ''])(
    'refuses the argument %j, which a shell would read',
    async (argument) => {
      await expect(runProgram(request('tool', [argument]))).rejects.toThrow(TypeError);
    },
  );
});
