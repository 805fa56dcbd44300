import type { Block, Check, DoorSide, Progress, SignInPrompt } from '@lifeboat/core';
import type { Asked, Job, QuestionKind } from './job.ts';

type Parts = {
  /** Changes the job as the screens see it. */
  change(change: (job: Job) => Partial<Job>): void;
  signal: AbortSignal;
};

/** Talk that is kept of one job: a watch of hours may say more than anybody reads. */
const mostSaid = 500;

/** What the terminal UI does for a running command: all of it becomes state that screens draw. */
export function createJobDoor({ change, signal }: Parts): DoorSide {
  let next = 0;

  /** Asks, and takes the question away with its answer; leaving the command rejects it. */
  function put<T>(make: (answer: (value: T) => void) => QuestionKind): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        change(() => ({ question: null }));
        reject(signal.reason);
      };
      if (signal.aborted) return leave();
      signal.addEventListener('abort', leave, { once: true });
      const asked = make((value) => {
        signal.removeEventListener('abort', leave);
        change(() => ({ question: null }));
        resolve(value);
      });
      change(() => ({ question: { ...asked, key: next++ } }));
    });
  }

  return {
    name: 'tui',
    say: (block: Block) => change(({ said }) => ({ said: [...said, block].slice(-mostSaid) })),
    // Whoever signed in has nothing more to do for it.
    progress: (progress: Progress[]) => change(() => ({ progress, signIn: null })),
    confirm: ({ plan, expected }) =>
      put<string | null>((answer) => ({
        kind: 'confirm',
        plan,
        expected,
        answer(name) {
          if (name === expected) change(() => ({ confirmed: plan }));
          answer(name);
        },
      })),
    ask: ({ text, choices, fallback, check }: Asked) =>
      put<string>((answer) => ({
        kind: 'ask',
        text,
        choices,
        fallback,
        takesSeveral: choices !== null && check !== undefined,
        check: check ?? ((typed) => (typed === '' && fallback === null ? 'Please answer.' : null)),
        answer,
      })),
    signIn: (step: SignInPrompt) => change(() => ({ signIn: step })),
    found: (check: Check) => change(({ found }) => ({ found: [...found, check] })),
  };
}
