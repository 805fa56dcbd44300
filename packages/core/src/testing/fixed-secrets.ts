import { Secret } from '../domain/secret.ts';
import type { Secrets } from '../ports/system.ts';

/** The given variables and no others. */
export function fixedSecrets(variables: Record<string, string> = {}): Secrets {
  const values = new Map(Object.entries(variables));
  return {
    get(variable) {
      const value = values.get(variable);
      return value === undefined ? null : new Secret(value);
    },
  };
}
