import { LifeboatError } from '../../domain/error.ts';
import { authorityOf } from '../cloud.ts';
import type { SignInParts } from './method.ts';

/**
 * The error of an `az` that gave no token.
 * `not-signed-in` with Entra's code and words as az prints them; `azure-unreachable` when az names no
 * code and the authority gives no answer to us either.
 * Effects: may ask the authority for its public metadata.
 */
export async function azFailure(
  { cloud, http, signIn }: SignInParts,
  end: { exitCode: number; stderr: string; remedy: string; signal: AbortSignal | undefined },
): Promise<LifeboatError> {
  const words = shown(end.stderr) || `az ended with ${end.exitCode} and said nothing`;
  const code = /AADSTS\d+/.exec(end.stderr)?.[0] ?? null;
  const cause = new Error(words);
  if (code === null) {
    // az has one exit code for everything. Whether the authority can be reached at all tells a lost
    // network from a missing sign-in.
    const url = `${authorityOf(cloud, signIn.tenantId ?? 'organizations')}/v2.0/.well-known/openid-configuration`;
    const look = await http.send(
      { method: 'GET', url, headers: {}, timeoutMs: 10_000 },
      end.signal,
    );
    end.signal?.throwIfAborted();
    if (!look.ok) {
      return new LifeboatError(
        'azure-unreachable',
        `The Azure CLI gave no token, and ${new URL(url).host} gives no answer: ${look.noAnswer.words}`,
        { hint: 'Check the network and the proxy. What runs in Azure goes on without us.', cause },
      );
    }
  }
  return new LifeboatError('not-signed-in', `The Azure CLI gave no token: ${words}`, {
    hint: end.remedy,
    azure: {
      status: null,
      code,
      message: words,
      requestId: null,
      correlationId: null,
      details: [],
    },
    cause,
  });
}

// What az prints is kept to its first lines; a token never belongs there, and would be hidden.
function shown(stderr: string): string {
  return stderr
    .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '***')
    .trim()
    .slice(0, 1000);
}
