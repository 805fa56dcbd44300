import { approvalKinds } from '../../domain/approval.ts';
import { nearest } from '../../domain/nearest.ts';
import { entries, entry, type Finding, type Loose, list, text } from './finding.ts';

/** Approvals for an environment that no service has, and rules that nobody could ever satisfy. */
export function wrongApprovals(file: Loose): Finding[] {
  const rules = entry(file.approvals);
  const known = entries(file.services).flatMap(([, service]) => text(service.environment) ?? []);
  const wanted = approvalKinds.flatMap((kind) => named(kind, rules[kind]));
  return [
    // A name that guards nothing would look like protection.
    ...wanted
      .filter(({ name }) => !known.includes(name))
      .map(
        ({ path, name }): Finding => ({
          path,
          message: 'names an environment that no service has',
          suggestion: nearest(name, known),
        }),
      ),
    ...(wanted.length > 0 ? withoutDeciders(file, rules) : []),
  ];
}

function named(kind: string, value: unknown): { path: (string | number)[]; name: string }[] {
  const one = text(value);
  if (one !== null) return [{ path: ['approvals', kind], name: one }];
  return list(value).flatMap((each, index) => {
    const name = text(each);
    return name === null ? [] : [{ path: ['approvals', kind, index], name }];
  });
}

/** Who asks may not decide: with nobody, or nobody who is known in a door, all would wait for ever. */
function withoutDeciders(file: Loose, rules: Loose): Finding[] {
  const by = list(rules.by).flatMap((each) => text(each) ?? []);
  if (by.length === 0) {
    return [{ path: ['approvals'], message: 'wants a second person, but `by` names nobody' }];
  }
  const people = new Map(entries(file.people));
  return by.flatMap((name, index): Finding[] => {
    const person = people.get(name);
    // A name that is nobody under people: is told by the references.
    if (person === undefined || text(person.azure) !== null || text(person.slack) !== null)
      return [];
    const message = `is ${name}, who has neither azure: nor slack: under people:, so no door would know who it is`;
    return [{ path: ['approvals', 'by', index], message }];
  });
}
