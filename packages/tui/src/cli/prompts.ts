import { createInterface, type Interface } from 'node:readline/promises';
import { type DoorSide, LifeboatError } from '@lifeboat/core';

type Confirm = NonNullable<DoorSide['confirm']>;
type Ask = NonNullable<DoorSide['ask']>;

/** Questions on stderr, answered on stdin. */
export type Prompts = {
  confirm: Confirm;
  ask: Ask;
  /** Reads one line in the background until `close`; for an address pasted back. */
  pasted(text: string, take: (line: string) => void): void;
  /** Ends open questions and gives the terminal back. */
  close(): void;
};

type Parts = {
  stdin: NodeJS.ReadableStream;
  stderr: NodeJS.WritableStream;
  signal: AbortSignal;
  /** Ctrl-c pressed while a question is open arrives as a key, not as a signal. */
  interrupt(): void;
};

/** One line from the person; null when the input ended (ctrl-d) and nobody will answer. */
export type ReadLine = (question: string) => Promise<string | null>;

/** Makes the questions of a person's terminal. Errors: `interrupted` when the signal aborts. */
export function createPrompts(parts: Parts): Prompts {
  let open: Interface | null = null;
  const close = (): void => {
    open?.close();
    open = null;
  };
  const readLine: ReadLine = async (question) => {
    close();
    const reader = createInterface({ input: parts.stdin, output: parts.stderr, terminal: true });
    open = reader;
    reader.on('SIGINT', parts.interrupt);
    const ended = new Promise<null>((resolve) => reader.once('close', () => resolve(null)));
    try {
      return await Promise.race([reader.question(question, { signal: parts.signal }), ended]);
    } catch (error) {
      throw parts.signal.aborted ? parts.signal.reason : error;
    } finally {
      reader.close();
      if (open === reader) open = null;
    }
  };
  return {
    ...createQuestions(readLine, (text) => parts.stderr.write(text)),
    pasted: (text, take) => {
      readLine(text).then(
        (typed) => {
          if (typed !== null && typed.trim() !== '') take(typed.trim());
        },
        // An interrupt ends the command itself; nothing is left to do here.
        () => {},
      );
    },
    close,
  };
}

/** What commands ask, over any way to read a line and to write what stands before it. */
export function createQuestions(
  readLine: ReadLine,
  write: (text: string) => unknown,
): Pick<Prompts, 'confirm' | 'ask'> {
  return {
    confirm: async ({ expected }) => {
      const typed = await readLine(`Type the Azure name ${expected} to go on; Enter alone stops: `);
      return typed === null || typed.trim() === '' ? null : typed.trim();
    },
    ask: (question) => askUntilAnswered(readLine, write, question),
  };
}

async function askUntilAnswered(
  readLine: ReadLine,
  write: (text: string) => unknown,
  question: Parameters<Ask>[0],
): Promise<string> {
  const { text, choices, fallback, check } = question;
  const width = String(choices?.length ?? 0).length;
  choices?.forEach((choice, at) => {
    write(`  ${String(at + 1).padStart(width)}  ${choice.label}\n`);
  });
  const shown = fallback === null ? '' : ` [${fallback}]`;
  for (;;) {
    const typed = await readLine(`${text}${shown}: `);
    if (typed === null) {
      throw new LifeboatError('terminal-needed', `Nobody answered: ${text}`, {
        hint: 'Run it again and answer, or pass the answer as a flag (`--help` shows them).',
      });
    }
    if (check !== undefined) {
      const answer = typed.trim() === '' ? (fallback ?? '') : typed.trim();
      const wrong = check(answer);
      if (wrong === null) return answer;
      write(`${wrong}\n`);
      continue;
    }
    const answer = chosen(typed.trim(), choices, fallback);
    if (answer !== null) return answer;
    const wanted =
      choices === null ? 'Please answer.' : `Please type a number up to ${choices.length}.`;
    write(`${wanted}\n`);
  }
}

/** What a typed line means: a choice's number or value, the fallback for Enter, else null. */
function chosen(
  typed: string,
  choices: Parameters<Ask>[0]['choices'],
  fallback: string | null,
): string | null {
  if (typed === '') return fallback;
  if (choices === null) return typed;
  const byNumber = /^\d{1,6}$/.test(typed) ? choices[Number(typed) - 1] : undefined;
  return (byNumber ?? choices.find((choice) => choice.value === typed))?.value ?? null;
}
