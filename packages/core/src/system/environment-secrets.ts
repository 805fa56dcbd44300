import { Secret } from '../domain/secret.ts';
import type { Secrets } from '../ports/system.ts';

/**
 * Secrets from the environment. Each one that was given out is told to `known`, so that masking can
 * hide it wherever it turns up. An empty variable counts as not set.
 */
export function environmentSecrets(
  environment: Readonly<Record<string, string | undefined>>,
  known: (value: string) => void = () => undefined,
): Secrets {
  return {
    get(variable) {
      const value = environment[variable];
      if (value === undefined || value === '') return null;
      known(value);
      return new Secret(value);
    },
  };
}
