import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, inject, it } from 'vitest';
import { inSandbox } from '../../harness/in-sandbox.ts';
import type { Person } from '../../harness/person.ts';
import { openPtyUi } from '../../harness/pty-ui.ts';

/** Without `tmux` it is skipped on a person's machine, and fails where `CI` is set. */
const maySkip = (process.env.CI ?? '') === '' && spawnSync('tmux', ['-V']).error !== undefined;

const { person } = inSandbox();
let ana: Person;

beforeAll(() => {
  ana = person();
});

it.skipIf(maySkip)('copies through tmux, and leaves its window as it was', async () => {
  // A server of its own, whose socket lies in the person's folder.
  const socket = join(ana.folder, 'tmux');
  const tmux = (...words: string[]): string =>
    execFileSync('tmux', ['-S', socket, ...words], { encoding: 'utf8', env: ana.environment });
  const window = `'${process.execPath}' '${inject('apimProgram')}'; echo it was left; cat`;
  const words = ['-S', socket, '-f', '/dev/null', 'new-session', window, ';'];
  const ui = openPtyUi(ana, {
    program: { file: 'tmux', words: [...words, 'set-option', '-s', 'set-clipboard', 'on'] },
    environment: { SHELL: '/bin/sh' },
  });
  await ui.shows('contoso-prod');

  ui.type('Y');
  await ui.shows('Copied the line');
  const line = tmux('show-buffer');
  ui.type('y');
  await ui.shows('Copied the id');
  const id = tmux('show-buffer');
  ui.type('q');
  await ui.shows('it was left');
  expect(ui.text()).not.toContain('Fleet');
  expect(line).toMatch(/^apim backup contoso-/);
  expect(id).toMatch(/^\/subscriptions\/.*\/service\/contoso-/);

  tmux('kill-server');
  await ui.ended;
});
