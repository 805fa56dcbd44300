import type { Check } from '../domain/check.ts';
import type { LifeboatError } from '../domain/error.ts';
import type { Plan } from '../domain/plan.ts';

/** How a piece of text is meant; a door turns it into colour, glyph or plain words. `busy` is under way. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'busy' | 'quiet' | 'strong';

/** A table cell or a field's value. */
export type Cell = string | { text: string; tone: Tone };

/** One piece of an answer, without any door's markup. Every door knows how to draw each kind. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'sentence'; text: string; tone: Tone }
  | { kind: 'table'; columns: { title: string; align: 'left' | 'right' }[]; rows: Cell[][] }
  | { kind: 'fields'; rows: { name: string; value: Cell }[] }
  | { kind: 'list'; items: Cell[] }
  | { kind: 'checks'; checks: Check[] }
  | { kind: 'plan'; plan: Plan }
  /** A command line to copy, shown alone on its line. */
  | { kind: 'command'; line: string }
  /** Text to print as it is, such as a completion script. */
  | { kind: 'verbatim'; text: string };

/**
 * What a command answers: `data` is the JSON document's `data`, `blocks` the same for people.
 * With an `error` the data holds what is known all the same; the exit comes from its code.
 */
export type Report = {
  data: Record<string, unknown>;
  blocks: Block[];
  error: LifeboatError | null;
};
