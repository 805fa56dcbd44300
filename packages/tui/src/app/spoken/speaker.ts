import { createInterface } from 'node:readline/promises';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { AppOutput } from '../app-parts.ts';
import type { TerminalInput } from '../terminal/tapped-input.ts';
import type { Said } from './spoken-text.ts';

/** Says lines one after the other, and hears lines; nothing that was said is ever touched again. */
export type Speaker = {
  /** Says it line by line; what is being typed is shown again after it. */
  say(...said: readonly Said[]): void;
  /** The next line that is typed, also ahead of its prompt; null when nobody types any more. */
  line(prompt: string): Promise<string | null>;
  /** The same for a question: only what is typed after it answers it. */
  answer(question: string): Promise<string | null>;
  /** Ends a question that is open: its answer is null. */
  drop(): void;
  close(): void;
};

/** A speaker on a terminal. `onInterrupt` is told of ctrl-c where it arrives as a key. */
export function createSpeaker(options: {
  stdin: TerminalInput;
  stdout: AppOutput;
  /** Whether keys can be read one by one, as editing and completion need. */
  editing: boolean;
  /** What may stand at the end of a line, and the part that it replaces. */
  complete(line: string): Promise<[string[], string]>;
  onInterrupt(): void;
}): Speaker {
  const { stdin, stdout, editing, complete, onInterrupt } = options;
  const reader = createInterface({
    input: stdin,
    output: stdout,
    terminal: editing,
    completer: complete,
    prompt: '',
    removeHistoryDuplicates: true,
  });
  const ahead: string[] = [];
  let open: ((typed: string | null) => void) | null = null;
  let isOver = false;

  function end(typed: string | null): void {
    const take = open;
    open = null;
    reader.setPrompt('');
    take?.(typed);
  }

  reader.on('line', (typed) => {
    if (open === null) ahead.push(typed);
    else end(typed);
  });
  reader.on('close', () => {
    isOver = true;
    if (open !== null) stdout.write('\n');
    end(null);
  });
  reader.on('SIGINT', () => {
    // As in a shell: the first one takes back what was typed.
    if (reader.line !== '') {
      reader.write(null, { ctrl: true, name: 'e' });
      reader.write(null, { ctrl: true, name: 'u' });
    } else onInterrupt();
  });

  function ask(prompt: string): Promise<string | null> {
    if (isOver) return Promise.resolve(null);
    return new Promise((resolve) => {
      open = resolve;
      reader.setPrompt(prompt);
      reader.prompt(true);
    });
  }

  return {
    say(...said) {
      if (said.length === 0) return;
      const isMidLine = open !== null || reader.line !== '';
      const lines = said.map((one) => `${lineOf(one, stdout.columns ?? null)}\n`);
      stdout.write((isMidLine ? '\n' : '') + lines.join(''));
      if (isMidLine && !isOver) reader.prompt(true);
    },
    async line(prompt) {
      const typed = ahead.shift();
      if (typed === undefined) return ask(prompt);
      stdout.write(`${prompt}${typed}\n`);
      return typed;
    },
    answer(question) {
      ahead.length = 0;
      if (editing && reader.line !== '') reader.write(null, { ctrl: true, name: 'u' });
      return ask(question);
    },
    drop() {
      if (open === null) return;
      stdout.write('\n');
      end(null);
    },
    close: () => reader.close(),
  };
}

function lineOf(said: Said, columns: number | null): string {
  if (typeof said !== 'string') return said.whole;
  return columns === null ? said : wrapAnsi(said, Math.max(20, columns - 1));
}
