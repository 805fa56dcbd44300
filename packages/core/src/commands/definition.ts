import type { Check } from '../domain/check.ts';
import type { Operation } from '../domain/operation.ts';
import type { Plan } from '../domain/plan.ts';
import type { Lifeboat } from '../lifeboat.ts';
import type { SignInPrompt } from '../ports/sign-in.ts';
import type { Block, Report } from './report.ts';

/** What an argument or a flag's value names; decides how it is checked and completed. */
export type ValueKind =
  | 'service'
  | 'backup'
  | 'operation'
  | 'approval'
  | 'storage'
  | 'command'
  | 'duration'
  | 'number'
  | 'choice'
  | 'text';

/** A positional argument. */
export type ArgumentSpec = {
  name: string;
  kind: ValueKind;
  summary: string;
  required: boolean;
  /** Takes all that follow. Only the last argument may. */
  many: boolean;
  choices?: readonly string[];
};

/** A flag. `value: null` makes it a switch. */
export type FlagSpec = {
  /** Without the dashes. */
  name: string;
  summary: string;
  value: { kind: ValueKind; placeholder: string; choices?: readonly string[] } | null;
  many?: boolean;
};

/**
 * How dangerous a command is: `locks` starts a backup, `destroys` overwrites a service, `deletes`
 * takes backups away.
 */
export type Danger = 'reads' | 'local' | 'locks' | 'destroys' | 'deletes';

/** A way in. */
export type Door = 'cli' | 'tui' | 'slack' | 'watch';

/** What was typed, checked against the definition. Durations are milliseconds. */
export type Input = {
  /** The argument's value, or null when it was left out. */
  one(argument: string): string | null;
  /** All values of a `many` argument; empty when none. */
  many(argument: string): string[];
  /** Whether a switch or flag was given. */
  has(flag: string): boolean;
  text(flag: string): string | null;
  texts(flag: string): string[];
  durationMs(flag: string): number | null;
  number(flag: string): number | null;
};

/** How an operation stands, for a live line; the door decides how often to draw it. */
export type Progress = {
  operation: Operation;
  /** Median duration of past runs of the same kind for this service; null without any. Milliseconds. */
  typicalMs: number | null;
  now: number;
};

/** What a door can do for a command beside printing its report. */
export type DoorSide = {
  name: Door;
  /** Talk, on stderr for the command line. */
  say(block: Block): void;
  /** The operations being followed, drawn as a live line or said now and then. */
  progress(all: Progress[]): void;
  /** Asks for the target's Azure name; null where nobody can be asked. */
  confirm: ((question: { plan: Plan; expected: string }) => Promise<string | null>) | null;
  /**
   * Asks a question with an optional list of choices; null where nobody can be asked. With `check`
   * the answer is what was typed, and not one of the choices: `check` says what is wrong with it, and
   * then it is asked again; null when it is right.
   */
  ask:
    | ((question: {
        text: string;
        choices: { value: string; label: string }[] | null;
        fallback: string | null;
        check?: (typed: string) => string | null;
      }) => Promise<string>)
    | null;
  /** Shows what a person must do to sign in. */
  signIn(step: SignInPrompt): void;
  /** Takes each check as it is found; left out by doors that show them all at the end. */
  found?(check: Check): void;
};

/** What a command gets that works without configuration, store and Azure. */
export type BareContext = {
  door: DoorSide;
  /** Aborts when the person stops waiting (ctrl-c); the operation in Azure goes on. */
  signal: AbortSignal;
};

/** All a command gets. */
export type CommandContext = BareContext & { lifeboat: Lifeboat };

/** What the grammar knows of a command without running it. */
export type CommandDescription = {
  /** Words of its name: `['schedule', 'pause']`. */
  path: readonly string[];
  summary: string;
  /** A paragraph or two for `help NAME`. */
  description: string;
  arguments: readonly ArgumentSpec[];
  flags: readonly FlagSpec[];
  /** Command lines that work, with what they do. */
  examples: readonly { line: string; does: string }[];
  danger: Danger;
  doors: readonly Door[];
};

/**
 * One command of the grammar, defined once for all doors.
 *
 * A definition is light data: the whole list is loaded for every `--help` and every completion,
 * so its file imports only types and pure `domain` code, and `run` reaches workflows, checks and
 * `config` through `await import(…)`. `test/core/commands/list.test.ts` holds this.
 */
export type CommandDefinition = CommandDescription &
  (
    | {
        needs?: undefined;
        /**
         * True: the door opens Lifeboat even when the configuration is wrong, and the command
         * finds what is wrong in `lifeboat.configurationProblem`.
         */
        lenient?: true;
        run(context: CommandContext, input: Input): Promise<Report>;
      }
    | {
        /** The door opens nothing: no configuration, no store. */
        needs: 'nothing';
        lenient?: undefined;
        run(context: BareContext, input: Input): Promise<Report>;
      }
  );
