import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '../packages/sandbox/src/index.ts';
import { historyMs, makeHistory } from './demo/history.ts';
import { makePresent, takes } from './demo/present.ts';
import { type Scene, story } from './demo/story.ts';

// The demo: a pretend Azure with a past, the screens of `apim` on it, then a prompt. With --story, and
// without a terminal, it tells the story of a first day by commands instead; without a terminal it runs
// through, exits 0 when all went as told, and leaves nothing behind.

const root = resolve(import.meta.dirname, '..');
/** The built `apim`; tests name one of their own as the last word. */
const given = process.argv.slice(2).find((word) => !word.startsWith('-'));
const program = given ?? join(root, 'packages/tui/dist/apim.js');
const isWatched = process.stdin.isTTY === true && process.stdout.isTTY === true;
const tellsStory = !isWatched || process.argv.includes('--story') || isSet(process.env.CI);

const promptText = 'lifeboat demo $ ';

/** What each scene is expected to exit with: the third is refused by a rule. */
const expectedExits = [0, 0, 7, 0, 0];

const folder = await mkdtemp(join(tmpdir(), 'lifeboat-demo-'));
const now = Date.now();
const sandbox = await startSandbox({
  start: new Date(now - historyMs).toISOString(),
  ...(tellsStory ? { backupSeconds: 6, restoreSeconds: 8 } : takes),
  retryAfterSeconds: 1,
  activityLogLagSeconds: 1,
});
let exit = 1;
try {
  exit = await (tellsStory ? storyAndPrompt() : screensAndPrompt());
} finally {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = exit;

async function storyAndPrompt(): Promise<number> {
  say('A pretend Azure is starting on this machine. Nothing in it is real, and nothing leaves it.');
  await makeHistory(sandbox, now);
  const environment = await personEnvironment();
  const code = await tell(environment);
  if (isWatched && code === 0) {
    await leaveAtPrompt(environment, [
      'The prompt is yours: the pretend Azure keeps running until you leave it with `exit` or ctrl-d.',
      'Try `apim` for the screens, `apim status`, `apim doctor contoso-prod`, `apim restore contoso-dr --from contoso-prod@02:00`, `apim help`.',
    ]);
  }
  return code;
}

async function screensAndPrompt(): Promise<number> {
  say(
    'A pretend Azure is starting on this machine. Nothing in it is real, and nothing leaves it.',
    'A company with seven API Management services gets a month of backups now, in about half a minute.',
    'Then the screens of Lifeboat open on it. ? shows the keys, R every way back of a service, q leaves.',
  );
  await makeHistory(sandbox, now);
  const environment = await personEnvironment();
  const isMade = await makePresent(sandbox, (line) =>
    run('/bin/sh', ['-c', line], environment, 'ignore'),
  );
  if (!isMade) {
    say('The past could not be made. The state is lost with this demo; please report it.');
    return 1;
  }
  await run(join(folder, 'bin', 'apim'), [], environment);
  await leaveAtPrompt(
    environment,
    [
      'The prompt is yours, and the pretend Azure keeps running: `apim` opens the screens again, `exit` ends it all.',
      'Every key has a command; `apim help` has them all. For example:',
    ],
    story,
  );
  return 0;
}

/** The person's own environment, with the sandbox's configuration and `apim` on the path. */
async function personEnvironment(): Promise<NodeJS.ProcessEnv> {
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  await symlink(process.execPath, join(bin, 'node'));
  await writeFile(join(bin, 'apim'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {
    mode: 0o755,
  });
  return {
    ...process.env,
    ...sandbox.environment,
    LIFEBOAT_STATE_DIR: join(folder, 'state'),
    PATH: `${bin}:${process.env.PATH ?? ''}`,
  };
}

/** Runs the scenes; gives 0 when each ended as told. */
async function tell(environment: NodeJS.ProcessEnv): Promise<number> {
  for (const [index, scene] of story.entries()) {
    say(scene.says);
    prompt(scene.line);
    if (isWatched) await pause(1_500);
    const code = await run('/bin/sh', ['-c', scene.line], environment);
    if (code === expectedExits[index]) continue;
    say(
      `That ended with ${code}, which is not how the story goes. The state is lost with this demo; please report it.`,
    );
    return 1;
  }
  return 0;
}

async function leaveAtPrompt(
  environment: NodeJS.ProcessEnv,
  words: readonly string[],
  scenes: readonly Scene[] = [],
): Promise<void> {
  for (const each of words) say(each);
  if (scenes.length > 0) process.stdout.write('\n');
  for (const { line } of scenes) process.stdout.write(`  ${line}\n`);
  process.stdout.write('\n');
  const shell = process.env.SHELL ?? '/bin/sh';
  await run(shell, await promptWords(shell, environment), { ...environment, PS1: promptText });
}

/** A person's own start-up file may set prompt and path anew: with bash ours comes after it. */
async function promptWords(shell: string, environment: NodeJS.ProcessEnv): Promise<string[]> {
  if (!shell.endsWith('/bash')) return [];
  const file = join(folder, 'bashrc');
  const path = `PATH='${environment.PATH ?? ''}'`;
  await writeFile(file, `[ -f ~/.bashrc ] && . ~/.bashrc\n${path}\nPS1='${promptText}'\n`);
  return ['--rcfile', file];
}

/** Runs a program, on this terminal unless told otherwise, and gives its exit code. */
function run(
  file: string,
  words: string[],
  environment: NodeJS.ProcessEnv,
  stdio: 'inherit' | 'ignore' = 'inherit',
): Promise<number> {
  // Ctrl-C is for the program in front; the demo goes on to clean up.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  return new Promise<number>((done, fail) => {
    const child = spawn(file, words, { env: environment, stdio });
    child.on('error', fail);
    child.on('exit', (code) => done(code ?? 130));
  }).finally(() => process.off('SIGINT', ignore));
}

function say(...texts: string[]): void {
  const width = Math.min(process.stdout.columns ?? 80, 100);
  process.stdout.write(`\n${texts.map((text) => wrap(text, width)).join('\n')}\n`);
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== '' && variable !== '0' && variable !== 'false';
}

function prompt(line: string): void {
  process.stdout.write(isWatched ? `\n\u001B[1m$ ${line}\u001B[0m\n` : `\n$ ${line}\n`);
}

function wrap(text: string, width: number): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}
