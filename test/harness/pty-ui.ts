import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { inject, onTestFinished } from 'vitest';
import type { Person } from './person.ts';

/** What a terminal is switched to. */
export type TerminalState = {
  alternateScreen: boolean;
  cursorShown: boolean;
  bracketedPaste: boolean;
  focusReporting: boolean;
  mouse: boolean;
};

/** A terminal as a shell wants it. */
export const shellState: TerminalState = {
  alternateScreen: false,
  cursorShown: true,
  bracketedPaste: false,
  focusReporting: false,
  mouse: false,
};

/** The built `apim` without a command on a real terminal, drawn by an emulator. */
export type PtyUi = {
  /** The screen's lines as they are now, without the spaces at their ends. */
  lines(): string[];
  text(): string;
  /** What was scrolled out of the screen, and the screen. */
  scrollback(): string;
  shows(text: string | RegExp): Promise<void>;
  hides(text: string | RegExp): Promise<void>;
  type(...keys: string[]): void;
  resize(columns: number, rows: number): void;
  /** Signals the program itself, not its shell. */
  signal(name: NodeJS.Signals): void;
  /** Takes the terminal away, as a closed window does. */
  hangUp(): void;
  /** Resolves when the program is gone. */
  gone(): Promise<void>;
  isGone(): boolean;
  /** Resolves with the exit code. */
  ended: Promise<number>;
  /** All that was written, as it came. */
  raw(): string;
  /** Forgets what was written so far for `bytes` and `fullClears`. */
  mark(): void;
  bytes(): number;
  fullClears(): number;
  state(): TerminalState;
  /** The line settings (`stty -g`) before the program began and after it ended; null while unknown. */
  lineSettings(): { before: string; after: string | null };
  /** Whether the program has the terminal raw. */
  isRaw(): Promise<boolean>;
  pid(): number;
};

export type PtyUiOptions = {
  words?: string[];
  columns?: number;
  rows?: number;
  environment?: NodeJS.ProcessEnv;
  /** What the terminal answers when asked for its background (OSC 11); nothing unless given. */
  background?: string;
  /** Another program than a plain shell around `apim`, such as an interactive shell. */
  program?: { file: string; words: string[] };
};

const esc = '\u001b';
/** Ink's full clear: cursor home, erase down. */
const fullClear = `${esc}[1;1H${esc}[J`;
const patienceMs = 20_000;

/** The shell notes the line settings around the program, and gives its exit code on. */
const around = 'stty -g >"$0.before"; "$@"; code=$?; stty -g >"$0.after"; exit $code';

/** Opens it; what still runs at the end of the test is killed. */
export function openPtyUi(person: Person, options: PtyUiOptions = {}): PtyUi {
  const { words = [], columns = 120, rows = 30, background } = options;
  const notes = join(person.folder, `line-${Math.round(performance.now() * 1000)}`);
  const { file, words: args } = options.program ?? {
    file: '/bin/sh',
    words: ['-c', around, notes, process.execPath, inject('apimProgram'), ...words],
  };
  const pty = spawn(file, args, {
    cols: columns,
    rows,
    cwd: person.folder,
    env: { ...person.environment, TERM: 'xterm-256color', ...options.environment },
  });
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    scrollback: 1_000,
  });
  let raw = '';
  let marked = 0;
  let code: number | null = null;
  pty.onData((data) => {
    if (background !== undefined && data.includes(`${esc}]11;?`))
      pty.write(`${esc}]11;${background}${esc}\\`);
    raw += data;
    terminal.write(data);
  });
  terminal.onData((answer) => {
    if (code === null) pty.write(answer);
  });
  const ended = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => {
      code = exitCode;
      // What was written last may come after the exit.
      setTimeout(() => resolve(exitCode), 50);
    });
  });
  let program: number | null = null;
  const pid = (): number => {
    program ??= childOf(pty.pid);
    if (program === null) throw new Error('There is no program yet.');
    return program;
  };
  const isGone = (): boolean => code !== null || (program !== null && !isAlive(program));
  onTestFinished(() => {
    if (program !== null && isAlive(program)) process.kill(program, 'SIGKILL');
    if (code === null) pty.kill('SIGKILL');
  });

  const linesOf = (from: number): string[] => {
    const buffer = terminal.buffer.active;
    const all = Array.from(
      { length: buffer.length - from },
      (
        _,
        row, // What a narrower terminal cut off is still in the emulator's memory.
      ) => buffer.getLine(from + row)?.translateToString(true, 0, terminal.cols) ?? '',
    );
    return all;
  };
  const lines = (): string[] => linesOf(terminal.buffer.active.baseY).slice(0, terminal.rows);
  const has = (text: string | RegExp): boolean => {
    const all = lines().join('\n');
    return typeof text === 'string' ? all.includes(text) : text.test(all);
  };
  const until = async (holds: () => boolean, what: string): Promise<void> => {
    const end = performance.now() + patienceMs;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`${what}:\n${lines().join('\n')}`);
      await pause(5);
    }
  };
  return {
    lines,
    text: () => lines().join('\n'),
    scrollback: () => linesOf(0).join('\n'),
    shows: (text) => until(() => has(text), `It never showed ${text}`),
    hides: (text) => until(() => !has(text), `It still shows ${text}`),
    type: (...keys) => pty.write(keys.join('')),
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    signal: (name) => void process.kill(pid(), name),
    hangUp() {
      pid();
      // The terminal's own end goes, as when its window does.
      pty.kill('SIGHUP');
      (pty as unknown as { destroy(): void }).destroy();
    },
    gone: () => until(isGone, 'It is still there'),
    isGone,
    ended,
    raw: () => raw,
    mark() {
      marked = raw.length;
    },
    bytes: () => Buffer.byteLength(raw.slice(marked)),
    fullClears: () => raw.slice(marked).split(fullClear).length - 1,
    state: () => ({
      alternateScreen: terminal.buffer.active.type === 'alternate',
      cursorShown: raw.lastIndexOf(`${esc}[?25h`) >= raw.lastIndexOf(`${esc}[?25l`),
      bracketedPaste: terminal.modes.bracketedPasteMode,
      focusReporting: terminal.modes.sendFocusMode,
      mouse: terminal.modes.mouseTrackingMode !== 'none',
    }),
    lineSettings: () => ({
      before: readFileSync(`${notes}.before`, 'utf8'),
      after: existsSync(`${notes}.after`) ? readFileSync(`${notes}.after`, 'utf8') : null,
    }),
    async isRaw() {
      const { stdout } = await promisify(execFile)('stty', ['-F', ttyOf(pid()), '-a']);
      return /(^|\s)-icanon/.test(stdout);
    },
    pid,
  };
}

/** The newest descendant that is `apim`: the shell's child, or its child's. */
function childOf(shell: number): number | null {
  const children = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim();
  for (const child of children
    .split(' ')
    .filter((one) => one !== '')
    .map(Number)) {
    if (readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('apim')) return child;
  }
  return null;
}

/** A process that ended and was not waited for counts as gone. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function ttyOf(pid: number): string {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const device = Number(fields[4]);
  // Linux: a pseudo terminal has major 136 and up, 256 of them each.
  return `/dev/pts/${((device >> 8) - 136) * 256 + (device & 0xff)}`;
}

/** For a while, in real time. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
