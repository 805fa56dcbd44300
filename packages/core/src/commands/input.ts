import { parseDuration } from '../domain/duration.ts';
import type { Input } from './definition.ts';

/** An {@link Input} over checked values: arguments and flags by name; a switch has no values. */
export function createInput(
  args: ReadonlyMap<string, readonly string[]>,
  flags: ReadonlyMap<string, readonly string[]>,
): Input {
  const text = (flag: string): string | null => flags.get(flag)?.at(-1) ?? null;
  return {
    one: (argument) => args.get(argument)?.[0] ?? null,
    many: (argument) => [...(args.get(argument) ?? [])],
    has: (flag) => flags.has(flag),
    text,
    texts: (flag) => [...(flags.get(flag) ?? [])],
    durationMs: (flag) => parseDuration(text(flag) ?? ''),
    number: (flag) => {
      const value = text(flag);
      return value === null ? null : Number(value);
    },
  };
}
