import type { CommandDefinition, ValueKind } from './definition.ts';
import { expectedAt } from './expected.ts';
import { commandName } from './find-command.ts';

/** A word that may stand at the place being completed. */
export type Candidate = { value: string; summary: string };

/** Names that only the configuration and the store know. */
export type KnownNames = {
  services: readonly Candidate[];
  backups: readonly Candidate[];
  operations: readonly Candidate[];
  storages: readonly Candidate[];
};

/** No names: what a door passes that has nothing to read them from. */
export const noNames: KnownNames = { services: [], backups: [], operations: [], storages: [] };

/**
 * What may stand where the last of `words` (those behind the program's name; it may be empty) is
 * typed. Pure: names come from outside.
 */
export function complete(completing: {
  grammar: readonly CommandDefinition[];
  words: readonly string[];
  names: KnownNames;
}): Candidate[] {
  const { grammar, words, names } = completing;
  const expected = expectedAt(grammar, words);
  const typed = (words.at(-1) ?? '').slice(expected.kept.length);
  const all: Candidate[] = [
    ...expected.commandWords.map(({ word, summary }) => ({ value: word, summary })),
    ...expected.flags.map(({ name, summary }) => ({ value: `--${name}`, summary })),
    ...(expected.value === null ? [] : valuesOf(expected.value, grammar, names)),
  ];
  const seen = new Set(expected.given);
  return all.flatMap((candidate) => {
    if (!candidate.value.startsWith(typed) || seen.has(candidate.value)) return [];
    seen.add(candidate.value);
    return [{ ...candidate, value: expected.kept + candidate.value }];
  });
}

/** Whether completing these words needs names of the configuration and the store at all. */
export function needsNames(
  grammar: readonly CommandDefinition[],
  words: readonly string[],
): boolean {
  const { value } = expectedAt(grammar, words);
  return value !== null && named.includes(value.kind);
}

const named: readonly ValueKind[] = ['service', 'backup', 'operation', 'storage'];

function valuesOf(
  value: { kind: ValueKind; choices?: readonly string[] },
  grammar: readonly CommandDefinition[],
  names: KnownNames,
): readonly Candidate[] {
  switch (value.kind) {
    case 'service':
      return names.services;
    case 'backup':
      return [...names.services.map(latestOf), ...names.backups];
    case 'operation':
      return names.operations;
    case 'storage':
      return names.storages;
    case 'command':
      return grammar.map((one) => ({ value: commandName(one), summary: one.summary }));
    case 'choice':
      return (value.choices ?? []).map((choice) => ({ value: choice, summary: '' }));
    case 'duration':
    case 'number':
    case 'text':
      return (value.choices ?? []).map((choice) => ({ value: choice, summary: '' }));
    default:
      return value.kind satisfies never;
  }
}

function latestOf(service: Candidate): Candidate {
  return { value: `latest:${service.value}`, summary: 'its newest restorable backup' };
}
