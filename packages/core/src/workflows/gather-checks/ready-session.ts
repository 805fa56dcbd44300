import { LifeboatError } from '../../domain/error.ts';
import type { Work } from '../work.ts';

/**
 * Gets the tokens that looks will need, before their time begins to run: a sign-in may take longer than
 * any look, as the Azure CLI does on a slow machine. One that fails is left to the looks to tell.
 */
export async function readySession(
  { ports, configuration }: Work,
  signIn: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { session } = ports.azure(signIn);
  const { resourceManagerScope, storageScope } = configuration.cloud;
  const options = signal === undefined ? {} : { signal };
  const got = await Promise.allSettled(
    [resourceManagerScope, storageScope].map((scope) => session.token(scope, options)),
  );
  for (const each of got) {
    if (each.status === 'rejected' && !(each.reason instanceof LifeboatError)) throw each.reason;
  }
}
