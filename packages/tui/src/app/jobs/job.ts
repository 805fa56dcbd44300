import type {
  Block,
  Check,
  CommandDefinition,
  DoorSide,
  Plan,
  Progress,
  Report,
  SignInPrompt,
} from '@lifeboat/core';

/** What a running command wants to know from the person; the next question has another key. */
export type Question = QuestionKind & { key: number };

/** One of both ways to ask. */
export type QuestionKind =
  | {
      kind: 'confirm';
      plan: Plan;
      /** What has to be typed. */
      expected: string;
      /** Null: not confirmed. */
      answer(name: string | null): void;
    }
  | {
      kind: 'ask';
      text: string;
      choices: { value: string; label: string }[] | null;
      fallback: string | null;
      /** Whether the answer may be numbers of several choices, such as `1,3`. */
      takesSeveral: boolean;
      /** What is wrong with an answer; null when it is right, or when anything is. */
      check(typed: string): string | null;
      answer(value: string): void;
    };

/** A command line that was run in the app: as it goes, and as it ended. */
export type Job = {
  id: string;
  /** As the command line has it, with `apim`. */
  line: string;
  definition: CommandDefinition;
  startedAt: number;
  endedAt: number | null;
  said: readonly Block[];
  progress: readonly Progress[];
  /** Checks as they were found; all of them are in the report. */
  found: readonly Check[];
  question: Question | null;
  /** The plan whose target's name was typed; null before, and where nobody was asked. */
  confirmed: Plan | null;
  signIn: SignInPrompt | null;
  report: Report | null;
};

/** What {@link DoorSide.ask} is asked. */
export type Asked = Parameters<NonNullable<DoorSide['ask']>>[0];

/** Whether it still does something. */
export function isRunning(job: Job): boolean {
  return job.endedAt === null;
}
