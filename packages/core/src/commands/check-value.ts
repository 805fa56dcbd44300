import { readDuration } from '../domain/duration.ts';
import { nearest } from '../domain/nearest.ts';
import type { ValueKind } from './definition.ts';
import { type Line, usageError } from './place.ts';

/** What a value must be, and where it was typed. */
export type ValueWanted = {
  kind: ValueKind;
  choices?: readonly string[];
  /** How to call it in a message: `--timeout`, `<service>`. */
  called: string;
};

/** Throws a usage error with its place unless the value is of the wanted kind. */
export function checkValue(line: Line, index: number, value: string, wanted: ValueWanted): void {
  if (value.trim() === '') {
    throw usageError(line, index, `${wanted.called} is empty.`, { hint: 'Give it a value.' });
  }
  switch (wanted.kind) {
    case 'duration':
      checkDuration(line, index, value, wanted);
      return;
    case 'number':
      if (!/^\d{1,15}(\.\d+)?$/.test(value)) {
        throw usageError(line, index, `${wanted.called} wants a number, not \`${value}\`.`, {
          hint: 'Give a plain number, such as `20`.',
        });
      }
      return;
    case 'choice':
      checkChoice(line, index, value, wanted);
      return;
    case 'service':
    case 'backup':
    case 'operation':
    case 'approval':
    case 'storage':
    case 'command':
    case 'text':
      return;
    default:
      wanted.kind satisfies never;
  }
}

function checkDuration(line: Line, index: number, value: string, wanted: ValueWanted): void {
  const read = readDuration(value);
  if (read.ok) return;
  throw usageError(
    line,
    index,
    `${wanted.called} wants a duration: \`${value}\` ${read.problem}.`,
    {
      hint: 'A duration is a number and a unit, such as `90s`, `30m`, `12h` or `7d`.',
    },
  );
}

function checkChoice(line: Line, index: number, value: string, wanted: ValueWanted): void {
  const choices = wanted.choices ?? [];
  if (choices.includes(value)) return;
  const meant = nearest(value, choices);
  const list = choices.map((choice) => `\`${choice}\``).join(', ');
  throw usageError(line, index, `${wanted.called} cannot be \`${value}\`.`, {
    hint:
      meant === null ? `It is one of ${list}.` : `Did you mean \`${meant}\`? It is one of ${list}.`,
  });
}
