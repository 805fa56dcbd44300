import {
  asLifeboatError,
  type Clock,
  type CommandDefinition,
  commandName,
  commandReport,
  commands,
  exitByCode,
  type Globals,
  type Input,
  type Lifeboat,
  LifeboatError,
  matchCommand,
  overviewReport,
  type Parsed,
  parseCommand,
  type Report,
  readGlobals,
  version,
} from '@lifeboat/core';
import { uiFlagList } from '../app/ui-flags.ts';
import { type Answering, onlyError, writeAnswer } from './answer.ts';
import { type Environment, lookOf, type Output } from './look.ts';
import { runCommand } from './run-command.ts';

/** How Lifeboat is to be opened for one command. */
export type OpenRequest = {
  /** `--config`; null for the usual place. */
  configurationPath: string | null;
  /** `--read-only`: refuse all that changes Azure, whatever the configuration says. */
  readOnly: boolean;
  /** Open even when the configuration is wrong; see `configurationProblem`. */
  lenient: boolean;
};

/** All the command line needs from outside. Nothing else is read: no process, no environment. */
export type CliParts = {
  /** What follows the program's name. */
  argv: readonly string[];
  environment: Environment;
  platform: string;
  /** Read only when the streams for output are terminals. */
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: Output;
  stderr: NodeJS.WritableStream & Output;
  clock: Clock;
  /** Opens the core; called at most once, and only for commands that need it. */
  open(request: OpenRequest): Promise<Lifeboat>;
  /** Calls `listener` on every SIGINT, SIGTERM and SIGHUP; returns the way to stop. */
  listen(listener: () => void): () => void;
  /** Opens the terminal UI and resolves with the exit code when it was left. */
  openApp(globals: Globals, input: Input): Promise<number>;
  /** Keeps what an unexpected error tells; where, or null when that failed too. */
  keepFailure(failure: unknown): Promise<string | null>;
  /** The grammar; another one in tests. */
  grammar?: readonly CommandDefinition[];
};

/** Runs one command line from its words to its answer and resolves with the exit code. */
export async function runCli(parts: CliParts): Promise<number> {
  const { argv, environment, platform, stdout, stderr } = parts;
  const grammar = parts.grammar ?? commands;
  if (argv[0] === '__complete') {
    const { runCompletion } = await import('./run-completion.ts');
    return runCompletion(parts, grammar);
  }
  const globals = readGlobals(argv);
  const seeing = { environment, globals, platform };
  const to: Answering = {
    stdout,
    stderr,
    stdoutLook: lookOf(stdout, seeing),
    stderrLook: lookOf(stderr, seeing),
    json: globals.json,
    now: parts.clock.now(),
  };
  let parsed: Parsed;
  try {
    parsed = parseCommand(grammar, argv, 'cli', uiFlagList);
  } catch (error) {
    return answer(to, nameIn(grammar, argv), onlyError(asLifeboatError(error)));
  }
  switch (parsed.kind) {
    case 'version':
      return answer(to, 'version', versionReport());
    case 'help':
      return answer(
        to,
        'help',
        parsed.definition === null
          ? overviewReport(grammar, 'cli')
          : commandReport(parsed.definition),
      );
    case 'nothing': {
      const obstacle = obstacleToApp(parts, globals);
      if (obstacle !== null) return answer(to, null, onlyError(obstacle));
      if (globals.plain) return answer(to, 'help', overviewReport(grammar, 'cli'));
      try {
        return await parts.openApp(globals, parsed.input);
      } catch (error) {
        return answer(to, null, onlyError(asLifeboatError(error)));
      }
    }
    case 'run': {
      const report = await runCommand(parts, parsed, to);
      return answer(to, commandName(parsed.definition), report);
    }
    default:
      return parsed satisfies never;
  }
}

function answer(to: Answering, command: string | null, report: Report): number {
  writeAnswer(to, command, report);
  return report.error === null ? 0 : exitByCode[report.error.code];
}

/** The command a wrong line was about, as far as its words tell; null when they do not. */
function nameIn(grammar: readonly CommandDefinition[], argv: readonly string[]): string | null {
  const definition = matchCommand(
    grammar,
    argv.filter((word) => !word.startsWith('-')),
  );
  return definition === null ? null : commandName(definition);
}

function versionReport(): Report {
  return { data: { version }, blocks: [{ kind: 'verbatim', text: version }], error: null };
}

/** Why no terminal UI can be opened here; null when it can. */
function obstacleToApp(parts: CliParts, { json }: Globals): LifeboatError | null {
  const { environment, stdin, stdout } = parts;
  const isTerminal = stdout.isTTY === true && stdin.isTTY === true;
  const needed = (why: string): LifeboatError =>
    new LifeboatError('terminal-needed', `${why} \`apim\` needs a command.`, {
      hint: 'For example `apim status`, or `apim help` for the list.',
    });
  if (json) return needed('With --json');
  if (!isTerminal) return needed('Without a terminal');
  // A job with a pretend terminal must not wait for keys that nobody presses.
  const ci = environment.CI ?? '';
  return ci !== '' && ci !== 'false' && ci !== '0' ? needed('In CI') : null;
}
