import type { Configuration } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import { nearest } from '../domain/nearest.ts';
import type { ArgumentSpec } from './definition.ts';

/** The argument of the commands that are about a sign-in. */
export const signInArgument: ArgumentSpec = {
  name: 'sign-in',
  kind: 'text',
  summary: 'A name under `auths:` of the configuration, or `default` for `auth:`',
  required: false,
  many: false,
};

/** The name of a sign-in that is configured; `default` when none was named. Errors: `usage`. */
export function namedSignIn(configuration: Configuration, name: string | null): string {
  const wanted = name ?? 'default';
  const known = Object.keys(configuration.signIns);
  if (known.includes(wanted)) return wanted;
  const meant = nearest(wanted, known);
  throw new LifeboatError('usage', `There is no sign-in \`${wanted}\` in the configuration.`, {
    hint: meant === null ? `There is ${known.join(', ')}.` : `Did you mean \`${meant}\`?`,
  });
}
