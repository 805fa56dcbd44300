import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { start } from '../harness/programs.ts';
import { keys, openTerminal } from '../harness/terminal.ts';

const demo = resolve(import.meta.dirname, '../../scripts/demo.ts');

/** The environment of somebody with an own folder for temporary files, which shows what is left behind. */
function newcomer(): { environment: NodeJS.ProcessEnv; leftBehind(): string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-newcomer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return {
    environment: {
      PATH: process.env.PATH,
      HOME: folder,
      TMPDIR: folder,
      LANG: 'C.UTF-8',
      SHELL: '/bin/sh',
      NODE_COMPILE_CACHE: inject('apimCompileCache'),
    },
    leftBehind: () => readdirSync(folder).filter((name) => name.startsWith('lifeboat-')),
  };
}

it('opens the screens on a terminal, leads to a restore, and leaves a prompt', async () => {
  const { environment, leftBehind } = newcomer();
  const words = [demo, inject('apimProgram')];
  const terminal = openTerminal(process.execPath, words, environment);
  onTestFinished(() => terminal.kill());
  await terminal.said('Nothing in it is real');
  await terminal.said('contoso-pay');
  expect(terminal.text()).toMatch(/1 running/);

  terminal.type('R');
  await terminal.said('apim restore contoso-pay');
  terminal.type(keys.esc);
  await terminal.said('Fleet');
  terminal.type('q');
  await terminal.said('lifeboat demo $');
  terminal.type(`apim status${keys.enter}`);
  await terminal.said('Needs a person');
  terminal.type(`exit${keys.enter}`);

  expect(await terminal.ended).toBe(0);
  expect(leftBehind()).toEqual([]);
});

it('tells its story to the end without a terminal', async () => {
  const { environment, leftBehind } = newcomer();
  const { code, stdout } = await start(process.execPath, [demo, inject('apimProgram')], environment)
    .ended;

  expect(stdout).toContain('$ apim restore contoso-dr');
  expect(stdout).toContain('$ apim expiring');
  expect(code).toBe(0);
  expect(leftBehind()).toEqual([]);
});
