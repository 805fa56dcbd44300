import { neededBy } from '../schema/sign-in.ts';
import { entries, entry, type Finding, type Loose, text } from './finding.ts';

/** What a method needs and does not have, and the one name that is taken. */
export function wrongSignIns(file: Loose): Finding[] {
  const named = entries(file.auths).map(([name]) => ['auths', name] as const);
  const found = [['auth'] as const, ...named].flatMap((path): Finding[] => {
    const signIn = entry(path.length === 1 ? file.auth : entry(file.auths)[path[1]]);
    const method = text(signIn.method) ?? '';
    // Object.hasOwn has just shown that the method is one of the table's keys.
    const needed = Object.hasOwn(neededBy, method) ? neededBy[method as keyof typeof neededBy] : [];
    return needed
      .filter((key) => signIn[key] === undefined)
      .map((key) => ({ path: [...path, key], message: `is missing; ${method} needs it` }));
  });
  if (Object.hasOwn(entry(file.auths), 'default')) {
    found.push({
      path: ['auths', 'default'],
      of: 'key',
      message: 'cannot be used: default means what is under auth',
    });
  }
  return found;
}
