import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '@lifeboat/sandbox';
import { expect, inject } from 'vitest';
import { parse, stringify } from 'yaml';
import { type AnswerDocument, answerDocument } from './documents.ts';
import { type Ended, type Running, start } from './programs.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** What a command answered with `--json`, its exit code and its talk. */
export type Answer = {
  code: number | null;
  command: string | null;
  data: AnswerDocument['data'];
  error: Extract<AnswerDocument, { ok: false }>['error'] | null;
  stderr: string;
};

/** Somebody with a laptop: an own home, configuration and state, and the built `apim`. */
export type Person = {
  folder: string;
  configFile: string;
  stateDir: string;
  environment: NodeJS.ProcessEnv;
  /** Starts `apim` and leaves it running. */
  start(...words: string[]): Running;
  /** Runs `apim` to its end. */
  apim(...words: string[]): Promise<Ended>;
  /** Runs `apim … --json` and holds that stdout is one JSON document, with `ok` as the exit code says. */
  json(...words: string[]): Promise<Answer>;
  /** Starts `apim` on a terminal. */
  terminal(...words: string[]): Terminal;
  /** Changes the configuration file. */
  configure(change: (config: Config) => void): void;
  /** All that was said on stdout and stderr, and every file below the state folder, by name. */
  leftBehind(): { name: string; text: string }[];
  /** Ends what still runs and removes the folder. */
  leave(): Promise<void>;
};

/** The parts of a configuration that tests change. */
export type Config = {
  cloud: Record<string, unknown>;
  auth: Record<string, unknown>;
  storage: Record<string, Record<string, unknown>>;
  services: Record<string, Record<string, unknown>>;
  [other: string]: unknown;
};

/** A new person on a new machine. */
export function newPerson(sandbox: Sandbox, environment: NodeJS.ProcessEnv = {}): Person {
  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-person-'));
  const configFile = join(folder, 'config.yaml');
  const stateDir = join(folder, 'state');
  writeFileSync(configFile, sandbox.configYaml);
  const own: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: folder,
    LANG: 'C.UTF-8',
    NODE_COMPILE_CACHE: inject('apimCompileCache'),
    ...sandbox.environment,
    LIFEBOAT_CONFIG: configFile,
    LIFEBOAT_STATE_DIR: stateDir,
    ...environment,
  };
  const started: Running[] = [];
  const terminals: Terminal[] = [];
  const said: { name: string; text: string }[] = [];
  const person: Person = {
    folder,
    configFile,
    stateDir,
    environment: own,
    start(...words) {
      const running = start(process.execPath, [inject('apimProgram'), ...words], own);
      started.push(running);
      running.ended.then(
        ({ stdout, stderr }) =>
          said.push({ name: `apim ${words.join(' ')}`, text: stdout + stderr }),
        () => {},
      );
      return running;
    },
    apim: (...words) => person.start(...words).ended,
    async json(...words) {
      const { code, stdout, stderr } = await person.apim(...words, '--json');
      // JSON.parse refuses anything before or after the one document.
      const document = answerDocument.parse(JSON.parse(stdout));
      expect(document.ok, `exit ${code} of apim ${words.join(' ')}\n${stdout}`).toBe(code === 0);
      const error = document.ok ? null : document.error;
      return { code, command: document.command, data: document.data, error, stderr };
    },
    terminal(...words) {
      const terminal = openTerminal(process.execPath, [inject('apimProgram'), ...words], own);
      terminals.push(terminal);
      terminal.ended.then(() =>
        said.push({ name: `apim ${words.join(' ')}`, text: terminal.text() }),
      );
      return terminal;
    },
    configure(change) {
      const config: Config = parse(readFileSync(configFile, 'utf8'));
      change(config);
      writeFileSync(configFile, stringify(config));
    },
    leftBehind: () => [...said, ...filesBelow(folder)],
    async leave() {
      for (const running of started) running.signal('SIGKILL');
      for (const terminal of terminals) terminal.kill();
      await Promise.allSettled([...started, ...terminals].map(({ ended }) => ended));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return person;
}

function filesBelow(folder: string): { name: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((name) => ({ name, text: readFileSync(name, 'latin1') }));
}
