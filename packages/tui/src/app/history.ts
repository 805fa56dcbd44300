import { withoutAgreement } from './jobs/without-agreement.ts';
import { type Changing, observable } from './observable.ts';

/** The lines that were typed in this session, oldest first. */
export type History = Changing<readonly string[]> & {
  /** Keeps a line, but not what agreed to it; the same twice in a row is kept once. */
  add(line: string): void;
};

const mostLines = 100;

/** Nothing typed yet. */
export function createHistory(): History {
  const lines = observable<readonly string[]>([]);
  return {
    ...lines,
    add(typed) {
      const line = withoutAgreement(typed);
      if (line === lines.get().at(-1)) return;
      lines.update((before) => [...before.slice(1 - mostLines), line]);
    },
  };
}
