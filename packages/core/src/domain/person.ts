import type { Asker, Person } from './approval.ts';

/** What a person is known by in the doors. */
export type Marks = { azure: string | null; slack: string | null };

/** The person under `people:` who is known by one of these marks; null when nobody there fits. */
export function personOf(people: readonly Person[], { azure, slack }: Marks): Person | null {
  const byAzure = people.find((one) => azure !== null && one.azure === azure);
  return byAzure ?? people.find((one) => slack !== null && one.slack === slack) ?? null;
}

/**
 * Whether two are, or may be, one human being, whichever doors they came through: unless both are named
 * under `people:`, or known by the same kind of mark, nothing tells them apart.
 */
export function maybeSame(one: Asker, other: Asker, people: readonly Person[]): boolean {
  const marks = marksOf(one, people);
  const others = marksOf(other, people);
  if ([...marks].some((mark) => others.has(mark))) return true;
  const kinds = new Set([...marks].map(kindOf));
  return ![...others].some((mark) => kinds.has(kindOf(mark)));
}

/** `person`, `azure` or `slack`. */
function kindOf(mark: string): string {
  return mark.slice(0, mark.indexOf(':'));
}

/** What a plan's hash calls its requester: the same in every door for a person who is mapped. */
export function requesterKey({ person, azure, slack, who }: Asker): string {
  if (person !== null) return `person:${person}`;
  if (azure !== null) return `azure:${azure}`;
  return slack === null ? `who:${who}` : `slack:${slack}`;
}

/** All that somebody is known by, with what the configuration says of the same person. */
function marksOf({ person, azure, slack }: Asker, people: readonly Person[]): Set<string> {
  const known = people.filter(
    (one) =>
      one.name === person ||
      (azure !== null && one.azure === azure) ||
      (slack !== null && one.slack === slack),
  );
  const named = person === null ? [] : [`person:${person}`];
  return new Set([
    ...named,
    ...[{ azure, slack }, ...known].flatMap((marks) => [
      ...(marks.azure === null ? [] : [`azure:${marks.azure}`]),
      ...(marks.slack === null ? [] : [`slack:${marks.slack}`]),
    ]),
    ...known.map(({ name }) => `person:${name}`),
  ]);
}
