import type { CommandDefinition, ValueKind } from './definition.ts';
import { expectedAt } from './expected.ts';
import { commandName } from './find-command.ts';

/** A word that may stand at the place being completed. */
export type Candidate = { value: string; summary: string };

/** Names that only the configuration and the store know, those of the store newest first. */
export type KnownNames = {
  services: readonly Candidate[];
  /** By id; the name of the blob does for it too. */
  backups: readonly (Candidate & { name?: string })[];
  operations: readonly Candidate[];
  storages: readonly Candidate[];
  /** Requests for a second person that wait. */
  approvals: readonly Candidate[];
};

/** No names: what a door passes that has nothing to read them from. */
export const noNames: KnownNames = {
  services: [],
  backups: [],
  operations: [],
  storages: [],
  approvals: [],
};

/** What names are of, that only the configuration and the store know. */
export type NameKind = Extract<
  ValueKind,
  'service' | 'backup' | 'operation' | 'storage' | 'approval'
>;

/** Of what grows for years only this many are offered, the newest: more fill the screen. */
const mostIds = 50;

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
    ...(expected.value === null ? [] : valuesOf(expected.value, { grammar, names, typed })),
  ];
  const seen = new Set(expected.given);
  return all.flatMap((candidate) => {
    if (!candidate.value.startsWith(typed) || seen.has(candidate.value)) return [];
    seen.add(candidate.value);
    return [{ ...candidate, value: expected.kept + candidate.value }];
  });
}

/** Of what completing these words needs names; null when the grammar alone answers. */
export function wantedNames(
  grammar: readonly CommandDefinition[],
  words: readonly string[],
): NameKind | null {
  const { value } = expectedAt(grammar, words);
  return nameKinds.find((kind) => kind === value?.kind) ?? null;
}

const nameKinds: readonly NameKind[] = ['service', 'backup', 'operation', 'storage', 'approval'];

function valuesOf(
  value: { kind: ValueKind; choices?: readonly string[] },
  from: { grammar: readonly CommandDefinition[]; names: KnownNames; typed: string },
): readonly Candidate[] {
  const { grammar, names, typed } = from;
  switch (value.kind) {
    case 'service':
      return names.services;
    case 'backup':
      return [...names.services.map(latestOf), ...backupsOf(names, typed)];
    case 'operation':
      return newest(names.operations, typed);
    case 'storage':
      return names.storages;
    case 'approval':
      return newest(names.approvals, typed);
    case 'command':
      return grammar.map((one) => ({ value: commandName(one), summary: one.summary }));
    case 'choice':
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

/** Ids; blob names only where one is begun, since each would stand there twice. */
function backupsOf({ backups }: KnownNames, typed: string): Candidate[] {
  const byName = backups.flatMap(({ name, value, summary }) =>
    typed === '' || name === undefined ? [] : [{ value: name, summary: `${value}: ${summary}` }],
  );
  return [...newest(backups, typed), ...newest(byName, typed)];
}

/** The first of those that begin as typed: an old one is reached by typing more of it. */
function newest(candidates: readonly Candidate[], typed: string): Candidate[] {
  return candidates
    .filter(({ value }) => value.startsWith(typed))
    .slice(0, mostIds)
    .map(({ value, summary }) => ({ value, summary }));
}
